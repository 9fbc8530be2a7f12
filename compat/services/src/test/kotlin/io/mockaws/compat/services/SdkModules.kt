package io.mockaws.compat.services

import software.amazon.awssdk.core.ResponseBytes
import software.amazon.awssdk.core.ResponseInputStream
import software.amazon.awssdk.core.SdkClient
import software.amazon.awssdk.core.SdkPojo
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.core.sync.ResponseTransformer
import java.io.File
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Method
import java.util.zip.ZipFile

/** The blocking clients of the AWS SDK for Java on the class path. */
internal object SdkModules {
    private val CLIENT = Regex("software/amazon/awssdk/services/.*/Default(\\w+)Client\\.class")

    /** Their interfaces, in alphabetical order. */
    fun clients(): List<Class<*>> =
        System.getProperty("java.class.path").split(File.pathSeparator).filter { it.endsWith(".jar") }.flatMap(::clientsIn)
            .sortedBy { it.simpleName }

    private fun clientsIn(jar: String): List<Class<*>> =
        ZipFile(jar).use { zip ->
            zip.entries().asSequence().map { it.name }.filter { CLIENT.matches(it) && "Async" !in it }
                .map { Class.forName(it.removeSuffix(".class").replace('/', '.').replace(".Default", ".")) }
                .filter { type -> type.methods.any { it.name == "create" } }.toList()
        }

    /** Each operation of [client]'s, with the method that takes its request. */
    fun operations(client: Class<*>): List<SdkOperation> =
        client.methods.filter { method ->
            val types = method.parameterTypes
            types.isNotEmpty() && SdkPojo::class.java.isAssignableFrom(types[0]) && types[0].simpleName.endsWith("Request") &&
                !method.name.endsWith("Paginator") &&
                types.drop(1).all { it == RequestBody::class.java || it == ResponseTransformer::class.java }
        }.map { SdkOperation(it) }.distinctBy { it.name }.sortedBy { it.name }
}

/** An operation as a client has it. */
internal class SdkOperation(
    private val method: Method,
) {
    val request: Class<*> = method.parameterTypes[0]
    val name: String = request.simpleName.removeSuffix("Request")
    val response: Class<*> = Class.forName(request.name.removeSuffix("Request") + "Response")

    /** The members that came back. Throws what the client throws. */
    fun call(
        client: SdkClient,
        request: SdkPojo,
    ): SdkPojo {
        val bodies = method.parameterTypes.drop(1).map {
            if (it == RequestBody::class.java) RequestBody.fromString("body") else ResponseTransformer.toBytes<SdkPojo>()
        }
        method.trySetAccessible()
        val answer =
            try {
                method.invoke(client, request, *bodies.toTypedArray())
            } catch (failure: InvocationTargetException) {
                throw failure.targetException
            }
        return when (answer) {
            is ResponseBytes<*> -> answer.response() as SdkPojo
            is ResponseInputStream<*> -> answer.use { it.response() as SdkPojo }
            else -> answer as SdkPojo
        }
    }
}
