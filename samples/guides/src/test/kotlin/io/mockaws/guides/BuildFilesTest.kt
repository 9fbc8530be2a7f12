package io.mockaws.guides

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldNotBeNull
import org.junit.jupiter.api.Test
import org.w3c.dom.Element
import javax.xml.parsers.DocumentBuilderFactory
import kotlin.io.path.exists
import kotlin.io.path.isDirectory
import kotlin.io.path.readText

/** What pages say for Maven, Gradle and a shell fits to what is there. */
class BuildFilesTest {
    private val pom = parse(root.resolve("pom.xml").readText())
    private val versions = pom.first("properties")!!.elements().associate { it.tagName to it.textContent.trim() }

    @Test
    fun `Maven's blocks can be read, and have the versions that the build has`() {
        val blocks = blocks("xml")

        blocks.size shouldBeGreaterThan 5
        blocks.flatMap { (where, code) ->
            val xml = parse("<block>${code.replace(Regex("<\\?xml.*?\\?>"), "")}</block>")
            val properties = versions + xml.all("properties").flatMap { it.elements() }.associate { it.tagName to it.textContent.trim() }
            (xml.all("dependency") + xml.all("plugin")).mapNotNull { problem(it, properties) }.map { "$where: $it" }
        }.shouldBeEmpty()
    }

    @Test
    fun `Gradle's coordinates are those of the build`() {
        val coordinates = Regex("\"(?!arn:)([a-z0-9.]+):([a-z0-9-]+):([^\"]+)\"")
        blocks("kotlin").flatMap { (where, code) ->
            coordinates.findAll(code).map {
                it.destructured
            }.mapNotNull { (group, artifact, version) -> problem(group, artifact, version) }.map { "$where: $it" }
        }.shouldBeEmpty()
    }

    @Test
    fun `a shell's lines name modules, tests and options that there are`() {
        val tests = filesIn(root).map { it.fileName.toString().substringBeforeLast('.') }.toSet()
        val options = serverHelp()

        blocks("sh").flatMap { (where, code) ->
            val joined = code.replace("\\\n", " ")
            val modules = Regex("-pl (\\S+)").findAll(joined).flatMap { it.groupValues[1].split(",") }
                .filterNot { root.resolve(it).resolve("pom.xml").exists() }
            val classes = Regex("-Dtest=([\\w,]+)").findAll(joined).flatMap { it.groupValues[1].split(",") }.filterNot { it in tests }
            val unknown = joined.lines().filter { "mockaws-server" in it }
                .flatMap { line -> Regex("(?<= )--[a-z-]+").findAll(line.substringAfter("mockaws-server")).map { it.value } }
                .filterNot { it in options }
            (modules + classes + unknown).map { "$where: $it" }
        }.shouldBeEmpty()
    }

    @Test
    fun `the BOM has all modules that are for users, and the build's own versions of Kotlin`() {
        val bom = parse(root.resolve("mockaws-bom/pom.xml").readText())
        val modules = pom.first("modules")!!.elements().map { it.textContent }

        bom.first("properties")!!.elements().filterNot { it.textContent == versions[it.tagName] }.shouldBeEmpty()
        modules.filter {
            it.startsWith("mockaws-") && it != "mockaws-bom" &&
                "<artifactId>$it<" !in root.resolve("mockaws-bom/pom.xml").readText()
        }
            .shouldBeEmpty()
    }

    /** What is wrong with a dependency or plugin, or null. */
    private fun problem(
        element: Element,
        properties: Map<String, String>,
    ): String? {
        val group = element.first("groupId")?.textContent ?: "org.apache.maven.plugins"
        val version = element.first("version")?.textContent ?: return null
        val property = Regex("\\$\\{(.+)}").matchEntire(version)?.groupValues?.get(1)
        return problem(group, element.first("artifactId").shouldNotBeNull().textContent, property?.let { properties[it] } ?: version)
    }

    /** Ours are modules; of the others the build has the version, whatever the artifact. */
    private fun problem(
        group: String,
        artifact: String,
        version: String,
    ): String? =
        when {
            group != "io.mockaws" -> "$group:$artifact:$version".takeIf { version !in versions.values && "<version>$version<" !in pomText }
            !root.resolve(artifact).isDirectory() -> "there is no module $artifact"
            version != OURS -> "$artifact is $OURS, not $version"
            else -> null
        }

    /** Spring's project has versions of its own. */
    private val pomText = listOf("pom.xml", "samples/spring-boot/pom.xml").joinToString("") { root.resolve(it).readText() }

    private fun blocks(language: String): List<Pair<String, String>> =
        Page.all().flatMap { page -> page.blocks.filter { it.language == language }.map { "${page.name}:${it.line}" to it.code } }

    private fun serverHelp(): Set<String> {
        val java = ProcessHandle.current().info().command().orElse("java")
        val help = ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), "io.mockaws.ktor.program.Main", "--help").start()
        val text = help.inputStream.reader().readText()
        help.waitFor()
        return Regex("--[a-z-]+").findAll(text).map { it.value }.toSet()
    }

    private fun parse(xml: String): Element =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.byteInputStream()).documentElement

    private fun Element.elements(): List<Element> = (0 until childNodes.length).mapNotNull { childNodes.item(it) as? Element }

    private fun Element.first(name: String): Element? = elements().firstOrNull { it.tagName == name }

    private fun Element.all(name: String): List<Element> =
        getElementsByTagName(name).let { found -> (0 until found.length).map { found.item(it) as Element } }

    private companion object {
        private const val OURS = "0.1.0-SNAPSHOT"
    }
}
