package io.mockaws.architecture

import com.tngtech.archunit.core.domain.JavaAccess
import com.tngtech.archunit.core.domain.JavaClass
import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.core.importer.ImportOption
import com.tngtech.archunit.lang.ArchCondition
import com.tngtech.archunit.lang.ArchRule
import com.tngtech.archunit.lang.ConditionEvents
import com.tngtech.archunit.lang.SimpleConditionEvent
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices
import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import org.junit.jupiter.api.Test
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.readLines
import kotlin.io.path.walk

/** The table "Where things live" of CONTRIBUTING.md as tests. */
class ArchitectureTest {
    @Test
    fun `wire knows nothing above it`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws.wire..")
                .should().dependOnClassesThat().resideInAnyPackage(
                    "io.mockaws.engine..",
                    "io.mockaws.services..",
                    "io.mockaws.sdk..",
                    "io.mockaws.testing.."
                )
                .because("a protocol can then be proved with nothing but AWS's vectors"),
        )

    @Test
    fun `http is a leaf`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws.wire.http..")
                .should().dependOnClassesThat().resideInAnyPackage(
                    "io.mockaws.wire",
                    "io.mockaws.wire.codec..",
                    "io.mockaws.wire.binding..",
                    "io.mockaws.wire.protocol.."
                )
                .because("whoever brings a transport needs nothing else"),
        )

    @Test
    fun `a codec knows neither protocols nor bindings`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws.wire.codec..")
                .should().dependOnClassesThat().resideInAnyPackage("io.mockaws.wire.protocol..", "io.mockaws.wire.binding..")
                .because("a new protocol is then one small class"),
        )

    @Test
    fun `the engine knows no service and no SDK`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws.engine..")
                .should().dependOnClassesThat().resideInAnyPackage("io.mockaws.services..", "io.mockaws.sdk..", "io.mockaws.scope..")
                .because("adding a service must not touch it, and who reaches it is not its business"),
        )

    @Test
    fun `policies know nothing of what they judge`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws.iam..")
                .should().dependOnClassesThat(
                    describe("are anything else of ours") {
                        it.packageName.startsWith("io.mockaws") && !it.packageName.startsWith("io.mockaws.iam")
                    },
                )
                .because("AWS's logic can then be read beside AWS's pages"),
        )

    @Test
    fun `a scope knows where calls go and not what is there`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws.scope..")
                .should().dependOnClassesThat().resideInAnyPackage(
                    "io.mockaws",
                    "io.mockaws.services..",
                    "io.mockaws.sdk..",
                    "io.mockaws.testing.."
                )
                .because("both SDKs and every test framework go through it"),
        )

    @Test
    fun `what hooks into the SDKs knows them by name only`() =
        check(
            noClasses().that().resideInAnyPackage("io.mockaws.sdk.intercept..", "io.mockaws.agent..")
                .should().dependOnClassesThat().resideInAnyPackage(
                    "software.amazon.awssdk..",
                    "aws.sdk.kotlin..",
                    "aws.smithy.kotlin..",
                    "io.mockaws.sdk.java..",
                    "io.mockaws.sdk.kotlin.."
                )
                .because("either SDK may be absent, and none may be loaded before it is needed"),
        )

    @Test
    fun `stubs, faults and the journal know no service and no SDK`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws.testing..")
                .should().dependOnClassesThat().resideInAnyPackage("io.mockaws.services..", "io.mockaws.sdk..", "io.mockaws.scope..")
                .because("they go by shapes, so that they are there for every service and every client"),
        )

    @Test
    fun `what shows a state knows no service`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws.state..")
                .should().dependOnClassesThat().resideInAnyPackage(
                    "io.mockaws.services..",
                    "io.mockaws.sdk..",
                    "io.mockaws.scope..",
                    "io.mockaws.wire.protocol.."
                )
                .because("a new service shows itself from its own package"),
        )

    @Test
    fun `services know nothing of SDKs`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws.services..")
                .should().dependOnClassesThat().resideInAnyPackage("io.mockaws.sdk..")
                .because("no handler may know which client called"),
        )

    @Test
    fun `only a service's front room knows protocols and requests`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws.services.*.*..")
                .should().dependOnClassesThat(
                    describe("speak HTTP or a protocol") {
                        it.packageName.startsWith("io.mockaws.wire.protocol") ||
                            it.packageName.startsWith("io.mockaws.wire.codec") ||
                            it.packageName.startsWith("io.mockaws.wire.binding") ||
                            it.simpleName == "HttpRequest" || it.simpleName == "HttpResponse"
                    },
                )
                .because("one backend answers in every protocol"),
        )

    @Test
    fun `services do not know each other`() =
        check(
            slices().matching("io.mockaws.services.(*)..").should().notDependOnEachOther()
                .because("what crosses goes through the engine's SPI, so that a service can be read alone"),
        )

    @Test
    fun `SDK types stay inside sdk`() =
        check(
            noClasses().that().resideInAPackage("io.mockaws..").and().resideOutsideOfPackage("io.mockaws.sdk..")
                .should().dependOnClassesThat().resideInAnyPackage("software.amazon.awssdk..", "aws.sdk.kotlin..", "aws.smithy.kotlin..")
                .because("the SDK's version is the user's, and each SDK may be absent"),
        )

    @Test
    fun `each SDK's adapter does without the other SDK`() {
        check(
            noClasses().that().resideInAPackage("io.mockaws.sdk.java..")
                .should().dependOnClassesThat().resideInAnyPackage("aws.sdk.kotlin..", "aws.smithy.kotlin..", "io.mockaws.sdk.kotlin..")
                .because("only one of the two may be on the class path"),
        )
        check(
            noClasses().that().resideInAPackage("io.mockaws.sdk.kotlin..")
                .should().dependOnClassesThat().resideInAnyPackage("software.amazon.awssdk..", "io.mockaws.sdk.java..")
                .because("only one of the two may be on the class path"),
        )
    }

    @Test
    fun `time, chance and threads belong to the engine`() =
        check(
            classes().that().resideInAPackage("io.mockaws..").and().resideOutsideOfPackage("io.mockaws.engine..")
                .should(notCall("the system's clock, random numbers or threads") { it.isForbidden() })
                .because("time is the test's, and ids follow from the seed"),
        )

    @Test
    fun `a test returns nothing, or JUnit passes it over`() =
        methods().that().areAnnotatedWith(Test::class.java).should().haveRawReturnType(Void.TYPE)
            .because("the last line of fun x() = ... decides its type, and JUnit runs none that has one")
            .check(ClassFileImporter().importPath("target/test-classes"))

    @OptIn(ExperimentalPathApi::class)
    @Test
    fun `a file does one thing and is short`() {
        val sizes =
            Path("src/main").walk().filter { it.extension in setOf("kt", "java") }.associateWith { it.readLines().size }
        withClue("longer than 400 lines") { sizes.filterValues { it > 400 }.keys.shouldBeEmpty() }
        withClue("share of files under 200 lines; longer: ${sizes.filterValues { it >= 200 }}") {
            sizes.values.count { it < 200 }.toDouble() / sizes.size shouldBeGreaterThanOrEqual 0.9
        }
    }

    private fun JavaAccess<*>.isForbidden(): Boolean {
        val owner = targetOwner.name
        return when (name) {
            "now" -> owner in setOf("java.time.Instant", "java.time.LocalDateTime", "java.time.ZonedDateTime", "kotlin.time.Clock\$System")
            "currentTimeMillis", "nanoTime" -> owner == "java.lang.System"
            "randomUUID" -> owner == "java.util.UUID"
            "sleep" -> owner == "java.lang.Thread"
            "delay" -> owner == "kotlinx.coroutines.DelayKt"
            "<init>" -> owner in setOf("java.lang.Thread", "java.util.Random", "java.security.SecureRandom")
            else -> owner.startsWith("kotlin.random.Random") || owner == "java.util.concurrent.ThreadLocalRandom"
        }
    }

    private fun notCall(what: String, forbidden: (JavaAccess<*>) -> Boolean) =
        object : ArchCondition<JavaClass>("not call $what") {
            override fun check(item: JavaClass, events: ConditionEvents) =
                item.accessesFromSelf.filter(forbidden).forEach { events.add(SimpleConditionEvent.violated(item, it.description)) }
        }

    private fun describe(text: String, test: (JavaClass) -> Boolean) =
        object : com.tngtech.archunit.base.DescribedPredicate<JavaClass>(text) {
            override fun test(input: JavaClass): Boolean = test(input)
        }

    private fun check(rule: ArchRule) = rule.check(main)

    private companion object {
        val main: JavaClasses by lazy {
            ClassFileImporter().withImportOption(ImportOption.DoNotIncludeTests()).importPackages("io.mockaws")
        }
    }
}
