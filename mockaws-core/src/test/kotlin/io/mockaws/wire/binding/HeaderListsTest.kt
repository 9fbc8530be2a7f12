package io.mockaws.wire.binding

import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.of
import io.kotest.property.checkAll
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

class HeaderListsTest {
    @Test fun `commas divide, quotes hold together`() {
        HeaderLists.split("a, b,c") shouldBe listOf("a", "b", "c")
        HeaderLists.split("\"b,c\", \"\\\"def\\\"\", a") shouldBe listOf("b,c", "\"def\"", "a")
        HeaderLists.split("") shouldBe emptyList()
        HeaderLists.split("\"open") shouldBe listOf("open")
        HeaderLists.splitDates("Mon, 16 Dec 2019 23:48:18 GMT, Tue, 17 Dec 2019 23:48:18 GMT") shouldBe
            listOf("Mon, 16 Dec 2019 23:48:18 GMT", "Tue, 17 Dec 2019 23:48:18 GMT")
    }

    @Test fun `any text is split without an accident`() =
        runTest {
            checkAll(1000, Arb.list(Arb.of("\"", "\\", ",", " ", "a"), 0..12)) { pieces ->
                HeaderLists.split(pieces.joinToString(""))
                HeaderLists.splitDates(pieces.joinToString(""))
            }
        }

    @Test fun `what is joined is split into the same`() =
        runTest {
            val value = Arb.of("a", "a b", "a,b", "\"", "a\"b,", ",")
            checkAll(500, Arb.list(value, 1..5)) { values ->
                HeaderLists.split(HeaderLists.join(values.map { HeaderLists.quote(it) })) shouldBe values
            }
        }
}
