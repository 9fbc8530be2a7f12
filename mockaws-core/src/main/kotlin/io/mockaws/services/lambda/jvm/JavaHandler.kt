package io.mockaws.services.lambda.jvm

import io.mockaws.services.lambda.invocation.FunctionCall
import io.mockaws.services.lambda.invocation.FunctionFailure
import io.mockaws.services.lambda.invocation.asFunctionFailure
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.InputStream
import java.io.OutputStream
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.lang.reflect.Type

/**
 * An instance of a class that a function's `Handler` names, and the method that takes events: of `RequestHandler`, of
 * `RequestStreamHandler`, or any other of the documented signatures.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html
 */
internal class JavaHandler private constructor(
    private val instance: Any?,
    private val method: Method,
    private val parameters: List<Type>,
    private val returned: Type,
    loader: ClassLoader,
) {
    private val types by lazy { JavaTypes.of(loader) }
    private val context by lazy {
        parameters.filterIsInstance<Class<*>>().first { it.name == CONTEXT }.let(::HandlerContext)
    }

    /** Runs it on this thread. */
    fun handle(call: FunctionCall): String {
        val output = call.onFlush?.let(::FlushedOutput) ?: ByteArrayOutputStream()
        val arguments =
            parameters.map { type ->
                when {
                    type == InputStream::class.java -> ByteArrayInputStream(call.event.encodeToByteArray())
                    type == OutputStream::class.java -> output
                    type is Class<*> && type.name == CONTEXT -> context.of(call.context)
                    else -> types.read(call.event, type)
                }
            }
        val result = method.invoke(instance, *arguments.toTypedArray())
        return when {
            OutputStream::class.java in parameters -> output.toString(Charsets.UTF_8)
            returned == Void.TYPE -> "null"
            else -> types.write(result, returned)
        }
    }

    companion object {
        const val CONTEXT: String = "com.amazonaws.services.lambda.runtime.Context"
        private const val HANDLER = "com.amazonaws.services.lambda.runtime.RequestHandler"
        private const val STREAM_HANDLER = "com.amazonaws.services.lambda.runtime.RequestStreamHandler"
        private const val METHOD = "handleRequest"

        /** The class that [handler] names: `com.example.Resize::handle`, `com.example.Resize`. */
        fun classNameOf(handler: String): String = handler.substringBefore("::")

        /**
         * Loads the class that [handler] names by [loader], and makes an instance.
         *
         * @throws FunctionFailure when that fails, as the runtime of Java says it
         */
        fun load(
            handler: String,
            loader: ClassLoader,
        ): JavaHandler {
            val type =
                try {
                    Class.forName(classNameOf(handler), true, loader)
                } catch (_: ClassNotFoundException) {
                    throw failure("Class not found: ${classNameOf(handler)}", ClassNotFoundException::class.java.name)
                } catch (broken: LinkageError) {
                    throw (broken.cause ?: broken).asFunctionFailure(isFatal = true)
                }
            return of(type, methodNameOf(handler, type), loader)
        }

        private fun methodNameOf(
            handler: String,
            type: Class<*>,
        ): String {
            val named = handler.substringAfter("::", "")
            if (named.isNotEmpty()) return named
            if (interfaceOf(type, HANDLER) != null || interfaceOf(type, STREAM_HANDLER) != null) return METHOD
            throw failure(
                "Class ${type.name} does not implement an appropriate handler interface",
                "java.lang.IllegalArgumentException",
            )
        }

        private fun of(
            type: Class<*>,
            name: String,
            loader: ClassLoader,
        ): JavaHandler {
            val method =
                methodOf(type, name)
                    ?: throw failure(
                        "No public method named $name with appropriate method signature found on class ${type.name}",
                        "java.lang.NoSuchMethodException",
                    )
            val request = interfaceOf(type, HANDLER)
            val types = if (name == METHOD && request != null) TypeArguments.of(type, request) else null
            val parameters = method.genericParameterTypes.toMutableList<Type>()
            if (types != null) parameters[0] = types[0]
            val instance = if (Modifier.isStatic(method.modifiers)) null else instanceOf(type)
            method.isAccessible = true
            return JavaHandler(instance, method, parameters, types?.get(1) ?: method.genericReturnType, loader)
        }

        /** The one with the most parameters; what a compiler adds is none. */
        private fun methodOf(
            type: Class<*>,
            name: String,
        ): Method? =
            type.methods.filter { it.name == name && !it.isBridge && isHandler(it) }
                .maxWithOrNull(compareBy({ it.parameterCount }, { it.parameterTypes.lastOrNull()?.name == CONTEXT }))

        private fun isHandler(method: Method): Boolean {
            val parameters = method.parameterTypes
            return when (parameters.size) {
                0, 1 -> true
                2 -> parameters[1].name == CONTEXT || (isStream(parameters[0]) && isStream(parameters[1]))
                3 -> isStream(parameters[0]) && isStream(parameters[1]) && parameters[2].name == CONTEXT
                else -> false
            }
        }

        private fun instanceOf(type: Class<*>): Any =
            try {
                type.getConstructor().newInstance()
            } catch (_: NoSuchMethodException) {
                kotlinObject(type)
                    ?: throw failure(
                        "Class ${type.name} has no public zero-argument constructor",
                        "java.lang.Exception"
                    )
            } catch (thrown: Exception) {
                throw thrown.asFunctionFailure(isFatal = true)
            } catch (broken: LinkageError) {
                throw (broken.cause ?: broken).asFunctionFailure(isFatal = true)
            }

        private fun kotlinObject(type: Class<*>): Any? =
            try {
                type.getField("INSTANCE").get(null)
            } catch (_: NoSuchFieldException) {
                null
            }

        private fun interfaceOf(
            type: Class<*>,
            name: String,
        ): Class<*>? =
            generateSequence(type) { it.superclass }.flatMap { it.interfaces.asSequence() }
                .firstNotNullOfOrNull { found -> if (found.name == name) found else interfaceOf(found, name) }

        private fun failure(
            message: String,
            type: String,
        ): FunctionFailure {
            val document =
                buildJsonObject {
                    put("errorMessage", message)
                    put("errorType", type)
                }
            return FunctionFailure(document.toString(), isFatal = true, logLine = "$message: $type")
        }
    }
}
