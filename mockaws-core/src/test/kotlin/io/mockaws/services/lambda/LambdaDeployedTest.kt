package io.mockaws.services.lambda

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest
import java.io.ByteArrayOutputStream
import java.lang.ref.WeakReference
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import javax.tools.ToolProvider
import kotlin.io.path.div
import kotlin.io.path.readBytes
import kotlin.io.path.writeText

/** Functions that were deployed: as a jar with classes of its own, and as programs that speak the Runtime API. */
class LambdaDeployedTest {
    @Test
    fun `a jar runs with its own classes, and anew when it is deployed anew`() =
        withLambda { lambda ->
            lambda.deploy("f", jarSaying("one"))
            lambda.call("f", "\"Ada\"").payload().asUtf8String() shouldBe "\"one Ada 1\""
            lambda.call("f", "\"Ada\"").payload().asUtf8String() shouldBe "\"one Ada 2\""
            lambda.updateFunctionCode { it.functionName("f").zipFile(jarSaying("two")) }
            lambda.call("f", "\"Ada\"").payload().asUtf8String() shouldBe "\"two Ada 1\""
        }

    @Test
    fun `a class that no jar has is not found, as at AWS`() =
        withLambda { lambda ->
            lambda.deploy("f", jarSaying("one")) { handler("com.example.None") }
            lambda.call("f").payload().asUtf8String() shouldBe
                """{"errorMessage":"Class not found: com.example.None","errorType":"java.lang.ClassNotFoundException"}"""
        }

    @Test
    fun `a layer's jar is on the class path`() =
        withLambda { lambda ->
            val layer = lambda.publishLayerVersion { r ->
                r.layerName("l").content { it.zipFile(zipOf("java/lib/f.jar" to jarSaying("layered").asByteArray())) }
            }
            lambda.deploy("f", zipOf("x.class" to ByteArray(0))) { layers(layer.layerVersionArn()) }
            lambda.call("f", "\"Ada\"").payload().asUtf8String() shouldBe "\"layered Ada 1\""
        }

    @Test
    fun `deployments that are gone leave no class, file or thread`() {
        val threads = threads()
        val kept = ArrayList<WeakReference<ClassLoader>>()
        MockAws.start { it.intercept(false) }.use { aws ->
            aws.javaSdk.configure(LambdaClient.builder()).build().use { lambda ->
                repeat(20) { i ->
                    lambda.deploy("f", jarSaying("$i", remembers = true))
                    lambda.call("f", "\"x\"").payload().asUtf8String() shouldBe "\"$i x 1\""
                    kept += WeakReference(loaders.removeLast())
                    lambda.deleteFunction { it.functionName("f") }
                }
            }
        }
        repeat(100) { if (kept.any { it.get() != null }) System.gc() }
        kept.count { it.get() != null } shouldBe 0
        (threads() - threads).filter { "lambda" in it.lowercase() || "HTTP-Dispatcher" in it }.shouldBeEmpty()
    }

    @Test
    fun `a handler in Python runs as a process, and its clients reach the mock`() {
        assumeTrue(isThere("python3"))
        withLambda { lambda ->
            s3.bucket("out")
            val code =
                """
                import json, os, urllib.request
                count = 0
                def handler(event, context):
                    global count
                    count += 1
                    print("working on", event["key"])
                    if event.get("fail"):
                        raise ValueError("no " + event["key"])
                    url = os.environ["AWS_ENDPOINT_URL"] + "/out/" + event["key"]
                    request = urllib.request.Request(url, data=b"made in Python", method="PUT")
                    urllib.request.urlopen(request).read()
                    return {"count": count, "name": context.function_name, "env": os.environ["MODE"], "left": context.get_remaining_time_in_millis() > 0}
                """.trimIndent()
            lambda.make("f") {
                runtime("python3.12").handler("app.handler").timeout(30).code { it.zipFile(zip("app.py" to code)) }
                environment { it.variables(mapOf("MODE" to "test")) }
            }
            lambda.call("f", """{"key":"a"}""").payload().asUtf8String() shouldBe
                """{"count": 1, "name": "f", "env": "test", "left": true}"""
            lambda.call("f", """{"key":"b"}""").payload().asUtf8String() shouldContain "\"count\": 2"
            s3.bucket("out").text("b") shouldBe "made in Python"
            val failed = lambda.call("f", """{"key":"c","fail":1}""")
            failed.functionError() shouldBe "Unhandled"
            failed.payload().asUtf8String() shouldContain """{"errorMessage": "no c", "errorType": "ValueError", "requestId": """"
            this.lambda.function("f").invocations.last().logs.contains("working on c") shouldBe true
            lambda.updateFunctionConfiguration { it.functionName("f").handler("none.handler") }
            lambda.call("f", """{"key":"a"}""").payload().asUtf8String() shouldContain "No module named 'none'"
        }
    }

    @Test
    fun `a handler in Node runs as a process`() {
        assumeTrue(isThere("node"))
        withLambda { lambda ->
            val code =
                """
                export const handler = async (event, context) => {
                  if (event.fail) throw new TypeError('no');
                  return { hello: event.name, from: context.functionName };
                };
                """.trimIndent()
            lambda.make("f") { runtime("nodejs20.x").handler("app.handler").timeout(30).code { it.zipFile(zip("app.mjs" to code)) } }
            lambda.call("f", """{"name":"Ada"}""").payload().asUtf8String() shouldBe """{"hello":"Ada","from":"f"}"""
            lambda.call("f", """{"fail":1}""").payload().asUtf8String() shouldContain
                """{"errorType":"TypeError","errorMessage":"no","trace":["TypeError: no","""
        }
    }

    @Test
    fun `a bootstrap of its own speaks the Runtime API, and one that ends is told of`() {
        assumeTrue(isThere("sh") && isThere("curl"))
        withLambda { lambda ->
            val loop =
                """
                #!/bin/sh
                while true; do
                  HEADERS=${'$'}(mktemp)
                  EVENT=${'$'}(curl -sS -D "${'$'}HEADERS" "http://${'$'}AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next")
                  ID=${'$'}(grep -i Lambda-Runtime-Aws-Request-Id "${'$'}HEADERS" | tr -d '[:space:]' | cut -d: -f2)
                  rm "${'$'}HEADERS"
                  curl -sS -X POST "http://${'$'}AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/${'$'}ID/response" -d "{\"got\":${'$'}EVENT}" > /dev/null
                done
                """.trimIndent()
            lambda.make("f") { runtime("provided.al2023").handler("x").timeout(30).code { it.zipFile(zip("bootstrap" to loop)) } }
            lambda.call("f", """{"a":1}""").payload().asUtf8String() shouldBe """{"got":{"a":1}}"""
            lambda.make("g") {
                runtime("provided.al2023").handler("x").timeout(30).code { it.zipFile(zip("bootstrap" to "#!/bin/sh\nexit 127\n")) }
            }
            lambda.call("g").payload().asUtf8String() shouldContain "Error: Runtime exited with error: exit status 127"
            lambda.make("h") { runtime("provided.al2023").handler("x") }
            refusal { lambda.call("h") } shouldContain "mockaws cannot run the function h: its code has no file bootstrap."
            lambda.make("i") { runtime("ruby3.3").handler("x") }
            refusal { lambda.call("i") } shouldContain "nothing here runs ruby3.3"
        }
    }

    @Test
    fun `a process that takes too long is ended`() {
        assumeTrue(isThere("python3"))
        withLambda { lambda ->
            val code = "import time\ndef handler(event, context):\n    time.sleep(60)\n"
            lambda.make("f") { runtime("python3.12").handler("app.handler").timeout(1).code { it.zipFile(zip("app.py" to code)) } }
            lambda.call("f").payload().asUtf8String() shouldContain "Task timed out after 1.00 seconds"
        }
    }

    private fun LambdaClient.deploy(
        name: String,
        code: SdkBytes,
        change: CreateFunctionRequest.Builder.() -> Unit = {},
    ) = make(name) {
        handler("com.example.Says").code { it.zipFile(code) }
        change()
    }

    private fun isThere(name: String): Boolean =
        System.getenv("PATH").split(':').any { Files.isExecutable(Path.of(it, name)) }

    private fun threads(): Set<String> = Thread.getAllStackTraces().keys.mapTo(HashSet()) { it.name }

    companion object {
        /** The class loaders of deployed classes that have told of themselves. */
        @JvmField
        val loaders: MutableList<ClassLoader> = java.util.Collections.synchronizedList(ArrayList())

        /** A jar with one class, a handler that says [word]. */
        private fun jarSaying(
            word: String,
            remembers: Boolean = false,
        ): SdkBytes {
            val told = if (remembers) "{ io.mockaws.services.lambda.LambdaDeployedTest.loaders.add(getClass().getClassLoader()); }" else ""
            val folder = Files.createTempDirectory("lambda-test-")
            try {
                val source = folder / "Says.java"
                source.writeText(
                    """
                    package com.example;
                    import com.amazonaws.services.lambda.runtime.*;
                    public class Says implements RequestHandler<String, String> {
                      private int count;
                      $told
                      public String handleRequest(String name, Context context) { return "$word " + name + " " + ++count; }
                    }
                    """.trimIndent(),
                )
                val path = System.getProperty("java.class.path")
                check(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", path, "-d", "$folder", "$source") == 0)
                return zipOf("com/example/Says.class" to (folder / "com/example/Says.class").readBytes())
            } finally {
                folder.toFile().deleteRecursively()
            }
        }

        private fun zipOf(vararg files: Pair<String, ByteArray>): SdkBytes {
            val out = ByteArrayOutputStream()
            ZipOutputStream(out).use { zip ->
                for ((name, bytes) in files) {
                    zip.putNextEntry(ZipEntry(name))
                    zip.write(bytes)
                    zip.closeEntry()
                }
            }
            return SdkBytes.fromByteArray(out.toByteArray())
        }
    }
}
