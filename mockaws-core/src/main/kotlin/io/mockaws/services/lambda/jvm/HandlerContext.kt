package io.mockaws.services.lambda.jvm

import io.mockaws.services.lambda.invocation.LambdaContext
import io.mockaws.services.lambda.invocation.PlainJson
import kotlinx.serialization.json.Json
import java.lang.reflect.InvocationHandler
import java.lang.reflect.Proxy

/**
 * A [LambdaContext] as `com.amazonaws.services.lambda.runtime.Context`, by names: that interface comes with the function, which
 * may have one of its own.
 */
internal class HandlerContext(
    private val type: Class<*>,
) {
    fun of(context: LambdaContext): Any =
        proxy(type) { name, _ ->
            when (name) {
                "getAwsRequestId" -> context.awsRequestId
                "getLogGroupName" -> context.logGroupName
                "getLogStreamName" -> context.logStreamName
                "getFunctionName" -> context.functionName
                "getFunctionVersion" -> context.functionVersion
                "getInvokedFunctionArn" -> context.invokedFunctionArn
                "getRemainingTimeInMillis" -> context.remainingTimeInMillis()
                "getMemoryLimitInMB" -> context.memoryLimitInMb
                "getLogger" -> logger(context)
                "getClientContext" -> context.clientContext?.let(::clientContext)
                "getIdentity" -> identity()
                else -> null
            }
        }

    private fun logger(context: LambdaContext): Any =
        proxy(part("LambdaLogger")) { _, arguments ->
            when (val message = arguments.firstOrNull()) {
                is ByteArray -> context.write(message.decodeToString())
                null -> context.log("null")
                else -> context.log(message.toString())
            }
            null
        }

    private fun clientContext(json: String): Any {
        val members = PlainJson.read(Json.parseToJsonElement(json)) as? Map<*, *> ?: emptyMap<String, Any?>()
        return proxy(part("ClientContext")) { name, _ ->
            when (name) {
                "getCustom" -> members["custom"]
                "getEnvironment" -> members["env"] ?: members["environment"]
                "getClient" -> client(members["client"] as? Map<*, *> ?: emptyMap<String, Any?>())
                else -> null
            }
        }
    }

    private fun client(members: Map<*, *>): Any =
        proxy(part("Client")) { name, _ ->
            members[name.removePrefix("get").replaceFirstChar { it.lowercase() }]
                ?: members[snake(name)]
        }

    private fun snake(getter: String): String =
        getter.removePrefix("get").replace(Regex("(?<=.)([A-Z])"), "_$1").lowercase()

    /** Nobody calls through Cognito here. */
    private fun identity(): Any = proxy(part("CognitoIdentity")) { name, _ -> if (name.startsWith("get")) "" else null }

    private fun part(name: String): Class<*> = Class.forName("${type.packageName}.$name", false, type.classLoader)

    private fun proxy(
        type: Class<*>,
        answer: (name: String, arguments: List<Any?>) -> Any?,
    ): Any {
        val handler =
            InvocationHandler { proxy, method, arguments ->
                when (method.name) {
                    "toString" -> type.simpleName
                    "hashCode" -> System.identityHashCode(proxy)
                    "equals" -> proxy === arguments?.firstOrNull()
                    else -> answer(method.name, arguments.orEmpty().toList())
                }
            }
        return Proxy.newProxyInstance(type.classLoader, arrayOf(type), handler)
    }
}
