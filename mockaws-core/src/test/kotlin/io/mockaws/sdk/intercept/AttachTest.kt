package io.mockaws.sdk.intercept

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.listBuckets
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.mockaws.MockAws
import io.mockaws.OtherJvm
import io.mockaws.OtherJvm.MAY_ATTACH
import io.mockaws.agent.MockAwsAgent
import io.mockaws.mockAws
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain
import java.nio.file.Path
import java.util.jar.Attributes
import java.util.jar.JarEntry
import java.util.jar.JarOutputStream
import java.util.jar.Manifest
import kotlin.io.path.outputStream
import software.amazon.awssdk.services.s3.S3Client as JavaS3

/** JVMs that let mockaws in by one way or another, each a process of its own. */
class AttachTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `mockaws attaches itself`() {
        val output = OtherJvm.run(Program::class, MAY_ATTACH)
        output shouldContain "uninjected java: 0 buckets"
        output shouldContain "uninjected kotlin: 0 buckets"
        output shouldNotContain "WARNING"
    }

    @Test
    fun `an agent on the command line serves where a JVM lets nobody attach, and nothing is said`() {
        val output = OtherJvm.run(Program::class, "-XX:+DisableAttachMechanism", "-javaagent:${agentJar()}")
        output shouldContain "uninjected java: 0 buckets"
        output shouldContain "uninjected kotlin: 0 buckets"
        output shouldNotContain "WARNING"
    }

    @Test
    fun `a JVM that lets nobody attach is told of once, with the ways out, and no Java call gets out`() {
        val output = OtherJvm.run(Program::class, "-XX:+DisableAttachMechanism", argument = "java")
        output shouldContain "injected: 0 buckets"
        output.split("cannot intercept").size - 1 shouldBe 1
        output shouldContain "-javaagent:"
        output shouldContain "aws.javaSdk().configure(builder)"
        output shouldContain "uninjected java: RealAwsCallException: S3 ListBuckets would have gone to AWS"
    }

    @Test
    fun `credentials and region of the machine are not looked at while there is a mock, and are again afterwards`() {
        val real = mapOf("AWS_ACCESS_KEY_ID" to "AKIAREAL", "AWS_SECRET_ACCESS_KEY" to "real", "AWS_REGION" to "ap-south-1")
        val output = OtherJvm.run(Program::class, MAY_ATTACH, argument = "who", environment = real)
        output shouldContain "inside: AKIAMOCKAWSEXAMPLE00 us-east-1"
        output shouldContain "afterwards: AKIAREAL ap-south-1"
    }

    /** As the build makes it, but of the agent alone. */
    private fun agentJar(): Path {
        val manifest = Manifest()
        manifest.mainAttributes[Attributes.Name.MANIFEST_VERSION] = "1.0"
        manifest.mainAttributes.putValue("Premain-Class", MockAwsAgent::class.java.name)
        manifest.mainAttributes.putValue("Can-Retransform-Classes", "true")
        val entry = MockAwsAgent::class.java.name.replace('.', '/') + ".class"
        val jar = folder.resolve("agent.jar")
        JarOutputStream(jar.outputStream(), manifest).use { out ->
            out.putNextEntry(JarEntry(entry))
            MockAwsAgent::class.java.classLoader.getResourceAsStream(entry)!!.use { it.transferTo(out) }
        }
        return jar
    }

    /** What runs in the other JVM. */
    object Program {
        @JvmStatic
        fun main(arguments: Array<String>) {
            MockAws.start().close()
            MockAws.start().use { aws ->
                val injected = aws.javaSdk.configure(JavaS3.builder()).build()
                println("injected: ${injected.listBuckets().buckets().size} buckets")
                tell("java") { JavaS3.builder().region(Region.US_EAST_1).build().listBuckets().buckets().size }
                if (arguments.single() == "") {
                    tell("kotlin") { runBlocking { S3Client.fromEnvironment().listBuckets().buckets.orEmpty().size } }
                    tell("kotlin") { runBlocking { mockAws { S3Client.fromEnvironment().listBuckets().buckets.orEmpty().size } } }
                }
                if (arguments.single() == "who") println("inside: ${whoAndWhere()}")
            }
            if (arguments.single() == "who") println("afterwards: ${whoAndWhere()}")
        }

        private fun tell(
            client: String,
            call: () -> Int,
        ) = println("uninjected $client: " + runCatching { "${call()} buckets" }.getOrElse { "${it::class.simpleName}: ${it.message}" })

        private fun whoAndWhere(): String {
            val credentials = DefaultCredentialsProvider.builder().build().resolveCredentials()
            return "${credentials.accessKeyId()} ${DefaultAwsRegionProviderChain().region}"
        }
    }
}
