package io.mockaws.models

private val EXCEPTIONS = table("names.tsv")

/** What the AWS CLI calls the service with this id. */
internal fun nameOf(id: String): String = EXCEPTIONS[id] ?: id.lowercase().replace(' ', '-')

/** A file of two columns beside this class. */
internal fun table(file: String): Map<String, String> =
    Service::class.java
        .getResource(file)!!
        .readText()
        .lines()
        .filter { it.isNotEmpty() }
        .associate { it.substringBefore('\t') to it.substringAfter('\t') }
