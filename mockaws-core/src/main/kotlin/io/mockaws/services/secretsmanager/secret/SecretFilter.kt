package io.mockaws.services.secretsmanager.secret

import kotlinx.serialization.Serializable

@Serializable
internal data class Filter(
    val key: String? = null,
    val values: List<String>? = null,
)

/**
 * Which secrets a list has: those that every filter lets through, by one of its values. A value that begins with `!` lets
 * through what the rest of it does not.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_search-secret.html
 */
internal class SecretFilter(
    private val filters: List<Filter>,
) {
    init {
        for (filter in filters) {
            if (filter.key == null) throw SecretsManagerFaults.invalidParameter("Invalid filter key")
            if (filter.values.isNullOrEmpty()) {
                throw SecretsManagerFaults.invalidParameter("Invalid filter values for key: ${filter.key}")
            }
        }
    }

    fun admits(secret: Secret): Boolean = filters.all { filter ->
        filter.values!!.any { admits(secret, filter.key!!, it) }
    }

    private fun admits(
        secret: Secret,
        key: String,
        value: String,
    ): Boolean =
        if (value.startsWith('!')) !matches(secret, key, value.drop(1)) else matches(secret, key, value)

    private fun matches(
        secret: Secret,
        key: String,
        value: String,
    ): Boolean =
        when (key) {
            "name" -> secret.name.startsWith(value)
            "description" -> isDescribed(secret.description, value)
            "tag-key" -> secret.tags.orEmpty().keys.any { it.startsWith(value) }
            "tag-value" -> secret.tags.orEmpty().values.any { it.startsWith(value) }
            "primary-region" -> secret.primaryRegion?.startsWith(value) == true
            "owning-service" -> false
            else -> hasWords(secret, value)
        }

    /** The beginning, as documented, or words that begin so, as AWS answers too. */
    private fun isDescribed(
        description: String?,
        value: String,
    ): Boolean {
        if (description == null) return false
        return description.startsWith(value, ignoreCase = true) || wordsBegin(listOf(description), value)
    }

    private fun hasWords(
        secret: Secret,
        value: String,
    ): Boolean {
        val tags = secret.tags.orEmpty()
        val attributes = listOfNotNull(secret.name, secret.description, secret.primaryRegion) + tags.keys + tags.values
        return attributes.any { wordsBegin(listOf(it), value) }
    }

    /** Whether each word of [value] begins a word of [texts], whatever the case. */
    private fun wordsBegin(
        texts: List<String>,
        value: String,
    ): Boolean {
        val wanted = Words.of(value)
        val words = texts.flatMap(Words::of)
        return wanted.isNotEmpty() && wanted.all { want -> words.any { it.startsWith(want, ignoreCase = true) } }
    }
}

/** Words of a text: between blanks and signs, and from one capital to the next. */
internal object Words {
    private val signs = Regex("[/\\-_+=.@]")
    private val humps = Regex("(?<=[a-z])(?=[^a-z])|(?<=.)(?=[^a-z][a-z])| +")

    fun of(text: String): List<String> {
        // AWS does not take texts with two kinds of signs apart.
        val kinds = signs.findAll(text).map { it.value }.toSet()
        if (kinds.size > 1) return listOf(text)
        return text.split(signs).flatMap { it.split(humps) }.map { it.trim() }.filter { it.isNotEmpty() }
    }
}
