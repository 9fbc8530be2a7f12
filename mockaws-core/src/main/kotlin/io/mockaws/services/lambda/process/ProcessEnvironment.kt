package io.mockaws.services.lambda.process

import io.mockaws.engine.SystemTime
import io.mockaws.services.lambda.code.CodeFolder
import io.mockaws.services.lambda.invocation.ExecutionEnvironment
import io.mockaws.services.lambda.invocation.FunctionCall
import io.mockaws.services.lambda.invocation.FunctionFailure
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import kotlin.io.path.readText

/** A function as a process of this machine, which asks for events by the Runtime API. It has the thread of who invokes it wait. */
internal class ProcessEnvironment(
    command: List<String>,
    private val folder: CodeFolder,
    /** What it finds set, beside what only an invocation tells. */
    private val variables: Map<String, String>,
) : ExecutionEnvironment {
    private val api = RuntimeApi()
    private val output = folder.output
    private val process: Process
    private var read = 0

    init {
        val builder = ProcessBuilder(command).directory(folder.task.toFile()).redirectErrorStream(true)
        builder.redirectOutput(output.toFile())
        builder.environment().apply {
            keys.filter { it.startsWith("AWS_") }.forEach { remove(it) }
            putAll(variables)
            put("AWS_LAMBDA_RUNTIME_API", api.address)
            put("LAMBDA_TASK_ROOT", folder.task.toString())
        }
        process =
            try {
                builder.start()
            } catch (failure: java.io.IOException) {
                api.close()
                throw failure
            }
        begin()
    }

    /** Waits until it asks for an event, which is not counted against its timeout. */
    private fun begin() {
        var looks = LONGEST_BEGIN / LOOK_AFTER
        while (process.isAlive && looks-- > 0) {
            val error = soon(api.initialised) ?: continue
            val document = error.value ?: return
            val output = newOutput().trimEnd()
            close()
            throw FunctionFailure(document, isFatal = true, logLine = output.ifEmpty { null })
        }
    }

    override suspend fun invoke(call: FunctionCall): String {
        val context = call.context
        val headers =
            listOfNotNull(
                "Lambda-Runtime-Deadline-Ms" to
                    "${SystemTime().now().toEpochMilliseconds() + context.remainingTimeInMillis()}",
                "Lambda-Runtime-Invoked-Function-Arn" to context.invokedFunctionArn,
                context.clientContext?.let { "Lambda-Runtime-Client-Context" to it },
            ).toMap()
        val answer = api.hand(RuntimeApi.Event(context.awsRequestId, call.event, headers))
        try {
            while (true) {
                soon(answer)?.let { return result(it.value, call) }
                if (!process.isAlive && !answer.isDone) throw exited(call)
            }
        } catch (_: InterruptedException) {
            throw FunctionFailure("{}", isFatal = true)
        } finally {
            context.write(newOutput())
        }
    }

    private class Done<T>(
        val value: T,
    )

    /** What [future] comes to, if it does soon. */
    private fun <T> soon(future: CompletableFuture<T>): Done<T>? =
        try {
            Done(future.get(LOOK_AFTER, TimeUnit.MILLISECONDS))
        } catch (_: TimeoutException) {
            null
        } catch (failure: ExecutionException) {
            throw failure.cause ?: failure
        }

    private fun result(
        answer: RuntimeApi.Answer,
        call: FunctionCall,
    ): String {
        if (answer.isFailed) throw FunctionFailure(answer.payload)
        return answer.payload.ifEmpty { "null" }
    }

    private fun exited(call: FunctionCall): FunctionFailure {
        val code = process.exitValue()
        val reason =
            if (code ==
                0
            ) {
                "Runtime exited without providing a reason"
            } else {
                "Runtime exited with error: exit status $code"
            }
        val document =
            buildJsonObject {
                put("errorType", "Runtime.ExitError")
                put("errorMessage", "RequestId: ${call.context.awsRequestId} Error: $reason")
            }
        return FunctionFailure(document.toString(), isFatal = true, logLine = reason)
    }

    /** What it has written since the invocation before. */
    private fun newOutput(): String {
        val all = output.readText()
        return all.drop(read).also { read = all.length }
    }

    override fun close() {
        process.destroyForcibly()
        process.waitFor()
        api.close()
        folder.close()
    }

    private companion object {
        /** How often it is looked whether the process is still there, in milliseconds. */
        const val LOOK_AFTER = 20L

        /** How long a runtime may take to begin, in milliseconds. */
        const val LONGEST_BEGIN = 10_000L
    }
}
