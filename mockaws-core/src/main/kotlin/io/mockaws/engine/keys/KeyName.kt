package io.mockaws.engine.keys

import io.mockaws.engine.Place
import io.mockaws.kit.Arn

/**
 * How a caller names a key of KMS: by its id or by an alias, each alone or as an ARN.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
internal sealed interface KeyName {
    /** Where the key or the alias is. */
    val place: Place

    data class Id(
        val id: String,
        override val place: Place,
    ) : KeyName {
        val arn: String get() = Arn.of("kms", place, "key/$id").toString()
    }

    data class Alias(
        /** With its prefix: `alias/orders`. */
        val name: String,
        override val place: Place,
    ) : KeyName {
        val arn: String get() = Arn.of("kms", place, name).toString()
    }

    companion object {
        const val ALIAS: String = "alias/"

        /** What the aliases begin with that are AWS's own. */
        const val AWS_ALIAS: String = "alias/aws/"
        private const val KEY = "key/"
        private val id = Regex("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|mrk-[0-9a-f]{32}")
        private val alias = Regex("alias/[a-zA-Z0-9/_-]{1,250}")

        /**
         * What [name] means to a caller in [place].
         *
         * @throws KeyRefusal when no key of that region can be called so
         */
        fun of(
            name: String,
            place: Place,
        ): KeyName {
            if (id.matches(name)) return Id(name, place)
            if (alias.matches(name)) return Alias(name, place)
            val arn = Arn.parse(name)?.takeIf { it.service == "kms" } ?: throw invalid(name)
            if (arn.region != place.region) throw KeyRefusal(KeyRefusal.NOT_FOUND, "Invalid arn ${arn.region}")
            return when {
                alias.matches(arn.resource) -> Alias(arn.resource, arn.place)

                id.matches(arn.resource.removePrefix(KEY)) && arn.resource.startsWith(KEY) ->
                    Id(arn.resource.removePrefix(KEY), arn.place)

                else -> throw invalid(name)
            }
        }

        private fun invalid(name: String) = KeyRefusal(KeyRefusal.NOT_FOUND, "Invalid keyId '$name'")
    }
}
