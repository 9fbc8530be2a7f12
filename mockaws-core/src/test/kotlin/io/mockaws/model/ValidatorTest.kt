package io.mockaws.model

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

/** The wording is that of answers of DynamoDB, Lambda and others, which LocalStack recorded in its snapshot files. */
class ValidatorTest {
    private val name = ScalarModel("Name", ScalarKind.STRING, range = ModelRange(1, 4), pattern = "[a-z]+")
    private val size = ScalarModel("Size", ScalarKind.INTEGER, range = ModelRange(1, 10))
    private val colour = ScalarModel("Colour", ScalarKind.STRING, values = listOf("RED", "BLUE"))
    private val tag = structure(member("Key", name, isRequired = true))
    private val tags = ListModel("Tags", null, false, ModelRange(null, 2)) { tag }
    private val shape =
        structure(member("Name", name, isRequired = true), member("Size", size), member("Colour", colour), member("Tags", tags))

    @Test
    fun `what fits is not spoken of`() {
        messages(mapOf("Name" to "abc", "Size" to 3, "Colour" to "RED", "Tags" to listOf(mapOf("Key" to "k")))).shouldBeEmpty()
    }

    @Test
    fun `a required member that is missing`() {
        messages(emptyMap()) shouldBe listOf("name: Member must not be null")
    }

    @Test
    fun `lengths, ranges, enumerations and patterns`() {
        messages(mapOf("Name" to "abcde")) shouldBe listOf("name: Member must have length less than or equal to 4")
        messages(mapOf("Name" to "A")) shouldBe listOf("name: Member must satisfy regular expression pattern: [a-z]+")
        messages(mapOf("Name" to "a", "Size" to 0)) shouldBe listOf("size: Member must have value greater than or equal to 1")
        messages(mapOf("Name" to "a", "Colour" to "GREEN")) shouldBe listOf("colour: Member must satisfy enum value set: [RED, BLUE]")
    }

    @Test
    fun `members within are named by their path`() {
        val input = mapOf("Name" to "a", "Tags" to listOf(mapOf("Key" to "k"), mapOf("Key" to "TOO LONG"), mapOf<String, Any>()))
        messages(input) shouldBe
            listOf(
                "tags: Member must have length less than or equal to 2",
                "tags.2.member.key: Member must have length less than or equal to 4",
                "tags.2.member.key: Member must satisfy regular expression pattern: [a-z]+",
                "tags.3.member.key: Member must not be null",
            )
    }

    @Test
    fun `AWS's sentence`() {
        val violations = Validator().violations(shape, mapOf("Name" to "a", "Size" to 0))
        Validator.message(violations) shouldBe
            "1 validation error detected: Value '0' at 'size' failed to satisfy constraint: Member must have value greater than or equal to 1"
    }

    @Test
    fun `patterns may be left out for some members`() {
        Validator { it.name != "Name" }.violations(shape, mapOf("Name" to "A")).shouldBeEmpty()
    }

    private fun messages(input: Map<String, Any>) = Validator().violations(shape, input).map { "${it.path}: ${it.constraint.text}" }

    private fun structure(vararg members: MemberModel) = StructureModel("Shape", members.asList(), false, false, null, null)

    private fun member(
        name: String,
        target: ShapeModel,
        isRequired: Boolean = false,
    ) = MemberModel(name, isRequired, MemberPlace.DOCUMENT, null, null, null, null, "") { target }
}
