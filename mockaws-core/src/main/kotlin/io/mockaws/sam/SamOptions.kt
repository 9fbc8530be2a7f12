package io.mockaws.sam

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/**
 * What is given to a project beside its template: `SamOptions.builder().parameter("Stage", "test").build()`.
 *
 * @property parameters values of the template's parameters; they come before those of `samconfig.toml`
 * @property variables variables of functions, by the function's name in the template, and those of all functions by
 * `Parameters`. Only
 *   those count that the template has, as with `sam local --env-vars`
 * @property stackName the name of the stack; null for that of `samconfig.toml`, or of the project's folder
 */
public class SamOptions private constructor(
    @get:JvmName("parameters")
    public val parameters: Map<String, String>,
    @get:JvmName("variables")
    public val variables: Map<String, Map<String, String>>,
    @get:JvmName("stackName")
    public val stackName: String?,
) {
    /** Puts [SamOptions] together. */
    public class Builder internal constructor() {
        private val parameters = LinkedHashMap<String, String>()
        private val variables = LinkedHashMap<String, MutableMap<String, String>>()
        private var stackName: String? = null

        /** Gives the template's parameter [name] a value. */
        public fun parameter(
            name: String,
            value: String,
        ): Builder = apply { parameters[name] = value }

        /** Gives variable [name] of function [function] a value; `Parameters` means every function. */
        public fun variable(
            function: String,
            name: String,
            value: String,
        ): Builder = apply { variables.getOrPut(function) { LinkedHashMap() }[name] = value }

        /** Gives parameters values as `sam deploy --parameter-overrides` takes them: `Stage=test Name="two words"`. */
        public fun parameterOverrides(text: String): Builder = apply { parameters += SamConfig.overrides(listOf(text)) }

        /**
         * Gives variables values as `sam local --env-vars` takes them: `{"Orders": {"TABLE": "local"}, "Parameters":
         * {"MODE": "test"}}`.
         *
         * @throws IllegalArgumentException for anything else
         */
        public fun environment(json: String): Builder =
            apply {
                val all =
                    try {
                        Json.parseToJsonElement(json).jsonObject.mapValues { it.value.jsonObject }
                    } catch (malformed: SerializationException) {
                        throw IllegalArgumentException("Variables are JSON of an object for each function", malformed)
                    }
                all.forEach { (function, own) ->
                    own.forEach { (name, value) -> variable(function, name, value.jsonPrimitive.content) }
                }
            }

        /** Names the stack. */
        public fun stackName(name: String): Builder = apply { stackName = name }

        /** The options. */
        public fun build(): SamOptions = SamOptions(
            parameters.toMap(),
            variables.mapValues {
                it.value.toMap()
            },
            stackName
        )
    }

    public companion object {
        /** Options that give nothing. */
        @JvmField
        public val NONE: SamOptions = Builder().build()

        /** Begins with nothing given. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}
