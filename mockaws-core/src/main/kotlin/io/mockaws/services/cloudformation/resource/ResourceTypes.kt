package io.mockaws.services.cloudformation.resource

import io.mockaws.model.Models
import java.util.concurrent.ConcurrentHashMap

/** Every resource type that can be made by calls. */
internal object ResourceTypes {
    private val files = ConcurrentHashMap<String, TypeFile>()
    private val derived = ConcurrentHashMap<String, ResourceType>()

    /** Null for a type that AWS has not, or that nobody knows how to make. */
    fun named(name: String): ResourceType? {
        val spec = ResourceSpec.of(name) ?: return null
        return declared(spec)?.types?.get(name)?.value ?: derived[name]
            ?: DerivedTypes.of(spec)?.also { derived[name] = it }
    }

    private fun declared(spec: ResourceSpec): TypeFile? {
        files[spec.service]?.let { return it }
        val text = Models.textOrNull("cloudformation/${spec.service}.types") ?: return null
        return files.computeIfAbsent(spec.service) { TypeFile(text) }
    }
}
