package io.mockaws.kotest.engine

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.io.path.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText

/** The code in `docs/kotest.md` is the tests' own. `-Dmockaws.write=true` copies it. */
class SnippetsTest : FunSpec({
    test("the page shows code that runs") {
        val page = Path("../docs/kotest.md")
        val written = Regex("<!-- snippet: (\\S+)#(\\S+) -->\n```kotlin\n.*?```\n", RegexOption.DOT_MATCHES_ALL)
            .replace(page.readText()) { found ->
                val (file, name) = found.destructured
                "<!-- snippet: $file#$name -->\n```kotlin\n${snippet(file, name)}\n```\n"
            }
        if (System.getProperty("mockaws.write") == "true") page.writeText(written)
        page.readText() shouldBe written
    }
})

private fun snippet(
    file: String,
    name: String,
): String =
    Path("..", file).readText().substringAfter("// docs:$name\n").substringBefore("// docs:end").trimEnd().trimIndent()
