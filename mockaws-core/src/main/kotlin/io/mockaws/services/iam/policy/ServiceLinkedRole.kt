package io.mockaws.services.iam.policy

/**
 * What is known of the role that is linked to a service.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
internal class ServiceLinkedRole private constructor(
    val service: String,
    val roleName: String,
    /** The name of its policy, in the path `aws-service-role/`. */
    val policy: String,
    val takesSuffix: Boolean,
) {
    val path: String get() = "/aws-service-role/$service/"

    companion object {
        private const val RESOURCE = "/io/mockaws/iam/service-linked-roles.txt"

        private val all: Map<String, ServiceLinkedRole> by lazy {
            dataLines(RESOURCE).map { line ->
                val words = line.split(' ')
                ServiceLinkedRole(words[0], "AWSServiceRoleFor${words[1]}", words[2], takesSuffix = words.size > 3)
            }.associateBy { it.service }
        }

        /** That of [service], `ecs.amazonaws.com`; null where nobody here knows it. */
        fun of(service: String): ServiceLinkedRole? = all[service]
    }
}

/** The lines of a resource that are no comments. */
internal fun dataLines(resource: String): List<String> =
    checkNotNull(ServiceLinkedRole::class.java.getResourceAsStream(resource)) { "$resource is not there" }
        .use { it.bufferedReader().readLines() }
        .filterNot { it.isBlank() || it.startsWith('#') }
