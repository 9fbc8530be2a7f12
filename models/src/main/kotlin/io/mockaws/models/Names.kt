package io.mockaws.models

private val EXCEPTIONS: Map<String, String> =
    resource("names.tsv").lines().filter { it.isNotEmpty() }.associate {
        it.substringBefore('\t') to
            it.substringAfter('\t')
    }

/** What the AWS CLI calls the service with this id. */
internal fun nameOf(id: String): String = EXCEPTIONS[id] ?: id.lowercase().replace(' ', '-')

internal fun resource(name: String): String = Service::class.java.getResource(name)!!.readText()
