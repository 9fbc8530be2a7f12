package io.mockaws.engine

import io.kotest.matchers.collections.shouldBeUnique
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.Test

class IdsTest {
    @Test
    fun `the same seed gives the same ids`() {
        val one = Ids(7)
        val two = Ids(7)
        List(100) { one.uuid() + one.hex(10) } shouldBe List(100) { two.uuid() + two.hex(10) }
        Ids(8).uuid() shouldNotBe Ids(7).uuid()
    }

    @Test
    fun `a uuid has version 4 and the variant of RFC 9562`() {
        val ids = Ids(0)
        val uuids = List(1000) { ids.uuid() }
        uuids.forEach { it shouldMatch Regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}") }
        uuids.shouldBeUnique()
    }

    @Test
    fun `random text has the length and the alphabet that were asked for`() {
        val ids = Ids(0)
        ids.hex(33) shouldMatch Regex("[0-9a-f]{33}")
        ids.capitals(20) shouldMatch Regex("[A-Z0-9]{20}")
        List(1000) { ids.alphanumeric(52) }.shouldBeUnique()
    }

    @Test
    fun `a stream that is moved to a position goes on from there`() {
        val ids = Ids(3)
        ids.uuid()
        val position = ids.position()
        val next = ids.uuid()
        ids.moveTo(position)
        ids.uuid() shouldBe next
        Ids(position.seed, position.drawn).uuid() shouldBe next
    }
}
