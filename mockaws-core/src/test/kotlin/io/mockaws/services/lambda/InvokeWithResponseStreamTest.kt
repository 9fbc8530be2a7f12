package io.mockaws.services.lambda

import com.amazonaws.services.lambda.runtime.Context
import com.amazonaws.services.lambda.runtime.RequestStreamHandler
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.sdk.java.JavaSdk
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.lambda.LambdaAsyncClient
import software.amazon.awssdk.services.lambda.model.InvokeResponseStreamUpdate
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamCompleteEvent
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamRequest
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamResponse
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamResponseHandler
import software.amazon.awssdk.services.lambda.model.LogType
import software.amazon.awssdk.services.lambda.model.ResponseStreamingInvocationType
import java.io.InputStream
import java.io.OutputStream
import java.util.Base64
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.ExecutionException
import aws.sdk.kotlin.services.lambda.LambdaClient as KotlinLambda
import aws.sdk.kotlin.services.lambda.model.InvokeWithResponseStreamRequest as KotlinRequest
import aws.sdk.kotlin.services.lambda.model.InvokeWithResponseStreamResponseEvent as KotlinEvent

/** Flushes each letter of its event but the last, and fails where that is an x. */
class Spells : RequestStreamHandler {
    override fun handleRequest(
        input: InputStream,
        output: OutputStream,
        context: Context,
    ) {
        val word = input.readBytes().decodeToString().trim('"')
        for (letter in word.dropLast(1)) {
            output.write(letter.code)
            output.flush()
        }
        check(!word.endsWith('x')) { "no x" }
        output.write(word.last().code)
        context.logger.log("spelled $word")
    }
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html */
class InvokeWithResponseStreamTest {
    private class Seen {
        val chunks = CopyOnWriteArrayList<String>()
        lateinit var response: InvokeWithResponseStreamResponse
        var complete: InvokeWithResponseStreamCompleteEvent? = null
    }

    private fun MockAws.invoke(
        name: String,
        event: String,
        more: InvokeWithResponseStreamRequest.Builder.() -> Unit = {},
    ): Seen {
        val seen = Seen()
        val visitor =
            InvokeWithResponseStreamResponseHandler.Visitor.builder()
                .onPayloadChunk { chunk: InvokeResponseStreamUpdate -> seen.chunks += chunk.payload().asUtf8String() }
                .onInvokeComplete { seen.complete = it }.build()
        JavaSdk(handler, region, accountId).configure(LambdaAsyncClient.builder()).build().use { client ->
            client.invokeWithResponseStream(
                { it.functionName(name).payload(SdkBytes.fromUtf8String(event)).more() },
                InvokeWithResponseStreamResponseHandler.builder().onResponse { seen.response = it }.subscriber(visitor).build(),
            ).get()
        }
        return seen
    }

    @Test
    fun `each part that a handler flushes is a chunk, and what is left another`() =
        withLambda { lambda ->
            lambda.make("f") { handler(Spells::class.java.name) }
            val seen = invoke("f", "\"abc\"") { logType(LogType.TAIL) }
            seen.chunks shouldContainExactly listOf("a", "b", "c")
            seen.response.statusCode() shouldBe 200
            seen.response.executedVersion() shouldBe "\$LATEST"
            seen.response.responseStreamContentType() shouldBe "application/vnd.amazon.eventstream"
            seen.complete!!.errorCode() shouldBe null
            String(Base64.getDecoder().decode(seen.complete!!.logResult())) shouldContain "spelled abc"
        }

    @Test
    fun `a function that fails has sent what it flushed, and the end of the stream says why`() =
        withLambda { lambda ->
            lambda.make("f") { handler(Spells::class.java.name) }
            val seen = invoke("f", "\"ax\"")
            seen.chunks shouldContainExactly listOf("a")
            seen.complete!!.errorCode() shouldBe "Unhandled"
            seen.complete!!.errorDetails() shouldContain "\"errorMessage\":\"no x\""
        }

    @Test
    fun `what returns its result has it in one chunk, and nothing runs where that is only tried`() =
        withLambda {
            this.lambda.function("f") { mapOf("answer" to 42) }
            invoke("f", "{}").chunks shouldContainExactly listOf("""{"answer":42}""")
            val tried = invoke("f", "{}") { invocationType(ResponseStreamingInvocationType.DRY_RUN) }
            tried.response.statusCode() shouldBe 204
            tried.chunks.shouldBeEmpty()
            this.lambda.function("f").invocations.size shouldBe 1
        }

    @Test
    fun `a function that is not there is refused before the stream begins`() =
        withLambda {
            val failure = runCatching { invoke("f", "{}") }.exceptionOrNull() as ExecutionException
            failure.cause!!.message!! shouldContain "Function not found: $ARN:f:\$LATEST"
        }

    @Test
    fun `the Kotlin client reads the same stream`() =
        withLambda { lambda ->
            lambda.make("f") { handler(Spells::class.java.name) }
            val events =
                runBlocking {
                    KotlinLambda { kotlinSdk.configure(this) }.use { client ->
                        val request = KotlinRequest {
                            functionName = "f"
                            payload = "\"ab\"".encodeToByteArray()
                        }
                        client.invokeWithResponseStream(request) { it.eventStream!!.toList() }
                    }
                }
            events.mapNotNull { it.asPayloadChunkOrNull()?.payload?.decodeToString() } shouldContainExactly listOf("a", "b")
            events.last().let { it is KotlinEvent.InvokeComplete } shouldBe true
        }
}
