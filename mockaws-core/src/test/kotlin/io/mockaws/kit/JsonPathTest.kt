package io.mockaws.kit

import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.junit.jupiter.params.provider.ValueSource

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
class JsonPathTest {
    private val document = Json.parseToJsonElement("""{"a":{"b c":[1,{"d":"x"},{"d":"y"}],"e-f":true}}""")

    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = [
            "$.a.e-f | true",
            "$.a['b c'][0] | 1",
            "$.a['b c'][1].d | \"x\"",
            "$.a['b c'][*].d | [\"x\",\"y\"]",
            "$.a.none |",
            "$.a['b c'][9] |",
        ],
    )
    fun `a path leads to what stands there`(
        path: String,
        found: String?,
    ) {
        JsonPath.parse(path)?.find(document)?.toString() shouldBe found
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(strings = ["", "a.b", "$..a", "$.a[", "$.a[x]", "$.a b]"])
    fun `anything else is no path`(path: String) {
        JsonPath.parse(path) shouldBe null
    }
}
