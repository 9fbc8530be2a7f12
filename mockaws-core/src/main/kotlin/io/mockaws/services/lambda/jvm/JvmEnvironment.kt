package io.mockaws.services.lambda.jvm

import io.mockaws.engine.OwnEnvironment
import io.mockaws.services.lambda.invocation.ExecutionEnvironment
import io.mockaws.services.lambda.invocation.FunctionCall
import io.mockaws.services.lambda.invocation.asFunctionFailure
import java.lang.reflect.InvocationTargetException

/** A function of a class, which runs on the thread of who invokes it. */
internal class JvmEnvironment(
    private val handler: JavaHandler,
    private val loader: ClassLoader,
    private val resources: AutoCloseable?,
    /** Variables by which an SDK of its own finds the mock, beside those of the function. */
    private val forSdk: Map<String, String> = emptyMap(),
) : ExecutionEnvironment {
    override val isOfThisJvm: Boolean get() = true

    override suspend fun invoke(call: FunctionCall): String {
        val thread = Thread.currentThread()
        val before = thread.contextClassLoader
        thread.contextClassLoader = loader
        return try {
            OwnEnvironment.adding(forSdk) { handler.handle(call) }
        } catch (thrown: InvocationTargetException) {
            throw thrown.asFunctionFailure()
        } catch (thrown: RuntimeException) {
            throw thrown.asFunctionFailure()
        } finally {
            thread.contextClassLoader = before
        }
    }

    override fun close() {
        resources?.close()
    }
}
