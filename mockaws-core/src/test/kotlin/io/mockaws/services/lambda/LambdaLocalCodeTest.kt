package io.mockaws.services.lambda

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest
import java.nio.file.Files
import java.nio.file.Path
import javax.tools.ToolProvider
import kotlin.io.path.createDirectories
import kotlin.io.path.deleteRecursively
import kotlin.io.path.div
import kotlin.io.path.writeText

/** Functions whose code lies on this machine, in the bucket that stands for it. */
class LambdaLocalCodeTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a class that was compiled anew is there at the next call`() =
        withLambda { lambda ->
            compile("one", "target/classes")
            lambda.makeLocal("f") { handler("com.example.Tells") }
            lambda.said("f") shouldBe "\"one 1\""
            lambda.said("f") shouldBe "\"one 2\""

            compile("two or more", "target/classes")

            lambda.said("f") shouldBe "\"two or more 1\""
        }

    @Test
    fun `what Gradle has compiled is found as well`() =
        withLambda { lambda ->
            compile("gradle", "build/classes/java/main")
            lambda.makeLocal("f") { handler("com.example.Tells") }

            lambda.said("f") shouldBe "\"gradle 1\""
        }

    @Test
    fun `a class of the test comes before one of the folder`() =
        withLambda { lambda ->
            lambda.makeLocal("f") { handler("${Stays::class.java.name}::handleRequest") }

            lambda.said("f") shouldBe "\"of the test\""
        }

    @Test
    fun `a class that is not there yet is missed, and found once it is compiled`() =
        withLambda { lambda ->
            (folder / "target/classes").createDirectories()
            lambda.makeLocal("f") { handler("com.example.Tells") }
            lambda.said("f") shouldContain "Class not found: com.example.Tells"

            compile("late", "target/classes")

            lambda.said("f") shouldBe "\"late 1\""
        }

    @Test
    fun `a script in Python is read again when it changes`() {
        assumeTrue(System.getenv("PATH").split(':').any { Files.isExecutable(Path.of(it, "python3")) })
        withLambda { lambda ->
            val script = folder / "app.py"
            script.writeText("def handler(event, context):\n    return 'one'\n")
            lambda.makeLocal("f") { runtime("python3.12").handler("app.handler").timeout(30) }
            lambda.said("f") shouldBe "\"one\""

            script.writeText("def handler(event, context):\n    return 'another'\n")

            lambda.said("f") shouldBe "\"another\""
        }
    }

    @Test
    fun `a place that is not there is refused, and one that goes away is told of`() =
        withLambda { lambda ->
            refusal { lambda.makeLocal("f", folder / "none") } shouldBe
                "InvalidParameterValueException: There is no folder or file $folder/none on this machine"
            refusal { lambda.make("f") { code { it.s3Bucket("hot-reload").s3Key("src") } } } shouldContain "whole paths of this machine"

            (folder / "gone").createDirectories()
            lambda.makeLocal("g", folder / "gone")
            @OptIn(kotlin.io.path.ExperimentalPathApi::class)
            (folder / "gone").deleteRecursively()
            refusal { lambda.call("g") } shouldContain "there is no $folder/gone, where its code should be"
        }

    @Test
    fun `a layer may lie there, too`() =
        withLambda { lambda ->
            compile("layered", "java")
            val layer = lambda.publishLayerVersion { r -> r.layerName("l").content { it.s3Bucket("hot-reload").s3Key("$folder") } }
            val empty = (folder / "empty").createDirectories()
            lambda.makeLocal("f", empty) { handler("com.example.Tells").layers(layer.layerVersionArn()) }

            lambda.said("f") shouldBe "\"layered 1\""
        }

    /** Of the test's own class path. */
    class Stays {
        fun handleRequest(
            @Suppress("UNUSED_PARAMETER") event: Map<String, Any?>,
        ): String = "of the test"
    }

    private fun LambdaClient.said(name: String) = call(name).payload().asUtf8String()

    private fun LambdaClient.makeLocal(
        name: String,
        place: Path = folder,
        change: CreateFunctionRequest.Builder.() -> Unit = {},
    ) = make(name) {
        code { it.s3Bucket("hot-reload").s3Key("$place") }
        change()
    }

    /** Compiles a handler that says [word] to [where]. */
    private fun compile(
        word: String,
        where: String,
    ) {
        val source = folder / "Tells.java"
        source.writeText(
            """
            package com.example;
            import com.amazonaws.services.lambda.runtime.*;
            import java.util.Map;
            public class Tells implements RequestHandler<Map<String, Object>, String> {
              private int count;
              public String handleRequest(Map<String, Object> event, Context context) { return "$word " + ++count; }
            }
            """.trimIndent(),
        )
        val classes = (folder / where).createDirectories()
        val path = System.getProperty("java.class.path")
        check(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", path, "-d", "$classes", "$source") == 0)
    }
}
