package io.mockaws.services.lambda.jvm

import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import java.lang.reflect.TypeVariable
import java.lang.reflect.WildcardType

/** What a class makes of the type parameters of an interface: `Resize implements RequestHandler<S3Event, String>`. */
internal object TypeArguments {
    fun of(
        type: Class<*>,
        target: Class<*>,
    ): List<Type> = find(type, target, emptyMap()) ?: target.typeParameters.map { Any::class.java }

    private fun find(
        type: Type,
        target: Class<*>,
        known: Map<out TypeVariable<*>, Type>,
    ): List<Type>? {
        val raw = rawOf(type)
        val own =
            if (type is ParameterizedType) {
                raw.typeParameters.zip(type.actualTypeArguments).associate { (name, value) ->
                    name to ((known as Map<*, Type>)[value] ?: value)
                }
            } else {
                emptyMap()
            }
        if (raw ==
            target
        ) {
            return target.typeParameters.map { name ->
                (own as Map<*, Type>)[name]?.takeIf { it !is TypeVariable<*> }
                    ?: Any::class.java
            }
        }
        val above = raw.genericInterfaces.toList() + listOfNotNull(raw.genericSuperclass)
        return above.firstNotNullOfOrNull { find(it, target, own) }
    }
}

/** The class of [type], whatever its parameters are. */
internal fun rawOf(type: Type): Class<*> =
    when (type) {
        is Class<*> -> type
        is ParameterizedType -> type.rawType as Class<*>
        is WildcardType -> rawOf(type.upperBounds.first())
        else -> Any::class.java
    }
