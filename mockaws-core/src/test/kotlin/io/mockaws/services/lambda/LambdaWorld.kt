package io.mockaws.services.lambda

import io.mockaws.MockAws
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse
import software.amazon.awssdk.services.lambda.model.InvokeResponse
import software.amazon.awssdk.services.lambda.model.LambdaException
import software.amazon.awssdk.services.lambda.model.Runtime
import java.io.ByteArrayOutputStream
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

internal const val ROLE = "arn:aws:iam::123456789012:role/app"
internal const val ARN = "arn:aws:lambda:us-east-1:123456789012:function"

/** A mock for one test, which no client finds by itself, and the Java SDK's client for it. */
internal fun withLambda(test: MockAws.(LambdaClient) -> Unit): Unit =
    MockAws.start { it.intercept(false) }.use { aws ->
        aws.javaSdk.configure(LambdaClient.builder()).build().use { aws.test(it) }
    }

internal fun zip(vararg files: Pair<String, String>): SdkBytes {
    val out = ByteArrayOutputStream()
    ZipOutputStream(out).use { zip ->
        for ((name, text) in files) {
            zip.putNextEntry(ZipEntry(name))
            zip.write(text.encodeToByteArray())
            zip.closeEntry()
        }
    }
    return SdkBytes.fromByteArray(out.toByteArray())
}

internal fun LambdaClient.make(
    name: String,
    change: CreateFunctionRequest.Builder.() -> Unit = {},
): CreateFunctionResponse =
    createFunction { r ->
        r.functionName(name).runtime(Runtime.JAVA21).handler("com.example.Nobody").role(ROLE)
            .code { it.zipFile(zip("a.txt" to name)) }
        r.change()
    }

internal fun LambdaClient.call(
    name: String,
    event: String = "{}",
    qualifier: String? = null,
): InvokeResponse = invoke { it.functionName(name).payload(SdkBytes.fromUtf8String(event)).qualifier(qualifier) }

/** The code and message of what [call] fails by. */
internal fun refusal(call: () -> Any?): String =
    try {
        "answered ${call()}"
    } catch (refused: LambdaException) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }
