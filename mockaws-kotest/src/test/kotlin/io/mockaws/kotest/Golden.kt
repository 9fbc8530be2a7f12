package io.mockaws.kotest

import io.kotest.matchers.shouldBe
import kotlin.io.path.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.readText
import kotlin.io.path.writeText

private val directory = Path(System.getProperty("mockaws.golden", "src/test/resources/golden"))

/** The file `<name>.txt` is this text. `-Dmockaws.write=true` makes it so. */
infix fun String.shouldBeGolden(name: String) {
    val file = directory.resolve("$name.txt")
    if (System.getProperty("mockaws.write") == "true") {
        directory.createDirectories()
        file.writeText(this + "\n")
    }
    file.readText().trimEnd('\n') shouldBe this
}
