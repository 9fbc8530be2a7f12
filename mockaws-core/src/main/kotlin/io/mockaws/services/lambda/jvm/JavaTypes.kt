package io.mockaws.services.lambda.jvm

import io.mockaws.services.lambda.invocation.PlainJson
import kotlinx.serialization.json.Json
import java.io.ByteArrayOutputStream
import java.io.InputStream
import java.io.OutputStream
import java.lang.reflect.Type
import java.util.ServiceLoader

/** How events become what a handler takes, and what it returns becomes JSON. */
internal interface JavaTypes {
    fun read(
        json: String,
        type: Type,
    ): Any?

    fun write(
        value: Any?,
        type: Type,
    ): String

    companion object {
        /**
         * As the runtime of Java does: by a serializer of the function's own, else by `aws-lambda-java-serialization` where
         * that is on the class path; without it there are maps, lists and simple values.
         */
        fun of(loader: ClassLoader): JavaTypes =
            custom(loader) ?: PlainTypes(AwsTypes.of(loader) ?: AwsTypes.of(JavaTypes::class.java.classLoader))

        private fun custom(loader: ClassLoader): JavaTypes? {
            val service = find("com.amazonaws.services.lambda.runtime.CustomPojoSerializer", loader) ?: return null
            val serializer = ServiceLoader.load(service, loader).firstOrNull() ?: return null
            return CustomTypes(serializer, service)
        }

        internal fun find(
            name: String,
            loader: ClassLoader?,
        ): Class<*>? =
            try {
                Class.forName(name, true, loader)
            } catch (_: ClassNotFoundException) {
                null
            }
    }
}

/** A `CustomPojoSerializer` of the function's own. */
private class CustomTypes(
    private val serializer: Any,
    service: Class<*>,
) : JavaTypes {
    private val fromJson = service.getMethod("fromJson", String::class.java, Type::class.java)
    private val toJson = service.getMethod("toJson", Any::class.java, OutputStream::class.java, Type::class.java)

    override fun read(
        json: String,
        type: Type,
    ): Any? = fromJson.invoke(serializer, json, type)

    override fun write(
        value: Any?,
        type: Type,
    ): String = ByteArrayOutputStream().also { toJson.invoke(serializer, value, it, type) }.toString(Charsets.UTF_8)
}

/** Simple values here, classes by [aws]. */
private class PlainTypes(
    private val aws: AwsTypes?,
) : JavaTypes {
    override fun read(
        json: String,
        type: Type,
    ): Any? {
        if (type == String::class.java) {
            val value = PlainJson.read(Json.parseToJsonElement(json))
            return if (value is Map<*, *> || value is List<*>) json else value?.toString()
        }
        if (type in plain || aws == null) return plainly(json, type)
        return aws.read(json, type)
    }

    private fun plainly(
        json: String,
        type: Type,
    ): Any? {
        val value = PlainJson.read(Json.parseToJsonElement(json))
        val raw = rawOf(type)
        return when {
            value is Number && Number::class.java.isAssignableFrom(boxed(raw)) -> number(value, boxed(raw))

            value == null || boxed(raw).isInstance(value) -> value

            else ->
                throw IllegalArgumentException(
                    "An event cannot be read as ${type.typeName}: put com.amazonaws:aws-lambda-java-serialization on " +
                        "the class path",
                )
        }
    }

    private fun number(
        value: Number,
        type: Class<*>,
    ): Number =
        when (type.kotlin) {
            Int::class -> value.toInt()
            Long::class -> value.toLong()
            Double::class -> value.toDouble()
            Float::class -> value.toFloat()
            Short::class -> value.toShort()
            Byte::class -> value.toByte()
            else -> value
        }

    override fun write(
        value: Any?,
        type: Type,
    ): String =
        if (value == null || value is String || value is Number || value is Boolean || aws == null) {
            PlainJson.write(value).toString()
        } else {
            aws.write(value)
        }

    private companion object {
        val plain: Set<Type> =
            setOf(Any::class.java) +
                listOf(Int::class, Long::class, Double::class, Boolean::class)
                    .flatMap { listOf(it.javaPrimitiveType!!, it.javaObjectType) }

        fun boxed(type: Class<*>): Class<*> = type.kotlin.javaObjectType
    }
}

/** `aws-lambda-java-serialization`, found by name: it knows the events of AWS, and classes by Jackson. */
private class AwsTypes(
    events: Class<*>,
    jackson: Class<*>,
    serializer: Class<*>,
    private val loader: ClassLoader,
) {
    private val isEvent = events.getMethod("isLambdaSupportedEvent", String::class.java)
    private val eventSerializer = events.getMethod("serializerFor", Class::class.java, ClassLoader::class.java)
    private val factory = jackson.getMethod("getInstance").invoke(null)
    private val typeSerializer = jackson.getMethod("getSerializer", Type::class.java)
    private val fromJson = serializer.getMethod("fromJson", String::class.java)
    private val toJson = serializer.getMethod("toJson", Any::class.java, OutputStream::class.java)

    fun read(
        json: String,
        type: Type,
    ): Any? = fromJson.invoke(serializerFor(type), json)

    fun write(value: Any): String =
        ByteArrayOutputStream().also {
            toJson.invoke(serializerFor(value.javaClass), value, it)
        }.toString(Charsets.UTF_8)

    private fun serializerFor(type: Type): Any =
        if (type is Class<*> && isEvent.invoke(null, type.name) == true) {
            eventSerializer.invoke(null, type, type.classLoader ?: loader)
        } else {
            typeSerializer.invoke(factory, type)
        }

    companion object {
        private const val PACKAGE = "com.amazonaws.services.lambda.runtime.serialization"

        fun of(loader: ClassLoader): AwsTypes? {
            val events = JavaTypes.find("$PACKAGE.events.LambdaEventSerializers", loader) ?: return null
            val jackson = JavaTypes.find("$PACKAGE.factories.JacksonFactory", loader) ?: return null
            val serializer = JavaTypes.find("$PACKAGE.PojoSerializer", loader) ?: return null
            return AwsTypes(events, jackson, serializer, loader)
        }
    }
}

/** What a handler reads by itself. */
internal fun isStream(type: Class<*>): Boolean = type == InputStream::class.java || type == OutputStream::class.java
