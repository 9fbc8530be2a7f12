package io.mockaws.services.cloudformation.resource

import io.mockaws.model.Models
import java.util.concurrent.ConcurrentHashMap

/** What AWS publishes of a resource type, read from `models/NAME.resources`. */
internal class ResourceSpec(
    /** `AWS::SQS::Queue`. */
    val type: String,
    /** The service that makes it, as the AWS CLI calls it. */
    val service: String,
    /** The properties and attributes that together identify it. */
    val identifier: List<String>,
    val arn: String?,
    val attributes: Set<String>,
    /** The property that has its tags; null where it has none. */
    val tags: String?,
    val properties: Set<String>,
    val required: Set<String>,
    /** Properties of which another value needs another resource. */
    val fixed: Set<String>,
) {
    /** `Queue`. */
    val noun: String = type.substringAfterLast("::")

    companion object {
        private val known = ConcurrentHashMap<String, ResourceSpec>()
        private val namespaces: Map<String, String> by lazy {
            Models.textOrNull("namespaces.index").orEmpty().lines().filter { it.isNotEmpty() }
                .associate { it.substringBefore('\t') to it.substringAfter('\t') }
        }

        /** The type [name]; null where AWS has none of that name, as far as we know. */
        fun of(name: String): ResourceSpec? {
            known[name]?.let { return it }
            val service = namespaces[name] ?: namespaces[name.substringBeforeLast("::")] ?: return null
            val line =
                Models.textOrNull("$service.resources").orEmpty().lineSequence().firstOrNull {
                    it.startsWith("$name\t")
                }
                    ?: return null
            return known.computeIfAbsent(name) { read(service, line.split('\t')) }
        }

        private fun read(
            service: String,
            columns: List<String>,
        ): ResourceSpec {
            fun column(name: String) = columns.firstOrNull { it.startsWith("$name=") }?.substringAfter('=')
            val properties = column("properties")?.split(' ').orEmpty()
            fun marked(mark: Char) = properties.filter { mark in it }.map { it.trimEnd('!', '^') }.toSet()
            return ResourceSpec(
                columns[0],
                service,
                column("id")?.split(',').orEmpty(),
                column("arn"),
                column("attributes")?.split(' ').orEmpty().toSet(),
                column("tags"),
                properties.map { it.trimEnd('!', '^') }.toSet(),
                marked('!'),
                marked('^'),
            )
        }
    }
}
