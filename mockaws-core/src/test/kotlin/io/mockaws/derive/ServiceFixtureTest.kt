package io.mockaws.derive

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import org.junit.jupiter.api.Test

/** Fixtures of services that nobody has written. */
class ServiceFixtureTest {
    @Test
    fun `a resource that a fixture puts is shown, and no call is seen`() {
        MockAws.start().use { aws ->
            val databases = aws.service("glue").resources("Database")
            databases.put(mapOf("Name" to "sales", "Description" to "Of all shops"))
            databases.all().single()["Name"] shouldBe "sales"
            databases.find("sales")!!["Description"] shouldBe "Of all shops"
            aws.calls().size shouldBe 0
        }
    }

    @Test
    fun `puts chain, and a name that is taken is refused`() {
        MockAws.start().use { aws ->
            val databases = aws.service("glue").resources("Database").put(mapOf("Name" to "a")).put(mapOf("Name" to "b"))
            databases.all().map { it["Name"] } shouldBe listOf("a", "b")
            shouldThrow<IllegalArgumentException> { databases.put(mapOf("Name" to "a")) }.message!! shouldContain "already exists"
        }
    }

    @Test
    fun `a resource that is removed is gone, with what belongs to it`() {
        MockAws.start().use { aws ->
            val glue = aws.service("glue")
            glue.resources("Database").put(mapOf("Name" to "sales"))
            glue.resources("Table").put(mapOf("DatabaseName" to "sales", "TableInput" to mapOf("Name" to "orders")))
            glue.resources("Table").all().single()["Name"] shouldBe "orders"
            glue.resources("Database").remove("sales") shouldBe true
            glue.resources("Database").find("sales").shouldBeNull()
            glue.resources("Table").all().shouldBeEmpty()
            glue.resources("Database").remove("sales") shouldBe false
        }
    }

    @Test
    fun `a type, member or service that is misspelt is told`() {
        MockAws.start().use { aws ->
            val glue = aws.service("glue")
            glue.resourceTypes shouldContain "Crawler"
            shouldThrow<IllegalArgumentException> { glue.resources("Databse") }.message!! shouldContain "did you mean \"Database\"?"
            shouldThrow<IllegalArgumentException> { glue.resources("Database").put(mapOf("Nam" to "x")) }
            shouldThrow<IllegalArgumentException> { aws.service("gleu") }.message!! shouldContain "did you mean \"glue\"?"
            shouldThrow<IllegalArgumentException> { aws.service("s3") }.message shouldBe "s3 has a fixture of its own"
        }
    }
}
