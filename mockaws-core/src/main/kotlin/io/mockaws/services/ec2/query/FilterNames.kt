package io.mockaws.services.ec2.query

import io.mockaws.services.ec2.resource.Ec2Faults

/**
 * What an operation can be asked for, and where it is among members: read from `filters.txt`, where a line of an operation
 * has names, each with `=PATH` where the path is not the name in AWS's spelling of members (`vpc-id` is `VpcId`).
 */
internal class FilterNames private constructor(
    private val paths: Map<String, String>,
) {
    /**
     * The path of members that the filter [name] looks at.
     *
     * @throws io.mockaws.engine.AwsFault when there is no such filter
     */
    fun path(name: String): String = paths[name] ?: throw Ec2Faults.filter(name)

    companion object {
        private val all: Map<String, FilterNames> by lazy {
            val text = checkNotNull(
                FilterNames::class.java.getResource("/io/mockaws/services/ec2/filters.txt")
            ).readText()
            text.lines().filter { it.isNotEmpty() && !it.startsWith('#') }.associate { line ->
                val words = line.split(' ').filter { it.isNotEmpty() }
                words[0] to FilterNames(words.drop(1).associate(::path))
            }
        }

        /** Those of [operation]. */
        fun of(operation: String): FilterNames = checkNotNull(all[operation]) { "No filters are known of $operation" }

        private fun path(word: String): Pair<String, String> {
            val name = word.substringBefore('=')
            return name to word.substringAfter('=', name.split('.').joinToString(".", transform = ::pascal))
        }

        private fun pascal(name: String) =
            name.split('-').joinToString("") { part -> part.replaceFirstChar { it.uppercase() } }
    }
}
