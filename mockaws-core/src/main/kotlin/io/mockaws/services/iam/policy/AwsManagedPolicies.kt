package io.mockaws.services.iam.policy

import kotlin.time.Instant

/**
 * The managed policies of AWS's own. Of most only what ListPolicies tells of them is known here, not what they allow.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html
 */
internal object AwsManagedPolicies {
    private const val POLICIES = "/io/mockaws/iam/aws-managed-policies.txt"
    private const val DOCUMENTS = "/io/mockaws/iam/aws-managed-policy-documents.txt"
    private const val ACCOUNT = "aws:policy/"

    /**
     * What stands for a document that is not known: it allows nothing, so that nothing is allowed that AWS would not. Its
     * id says why.
     */
    const val UNKNOWN: String =
        """{"Version":"2012-10-17","Id":"mockaws does not know the document of this policy","Statement":[]}"""

    private val documents: Map<String, String> by lazy {
        dataLines(DOCUMENTS).associate { it.substringBefore(' ') to it.substringAfter(' ') }
    }

    /** By what follows `arn:aws:iam::aws:policy/`. */
    private val lines: Map<String, String> by lazy { dataLines(POLICIES).associateBy { it.substringBefore(' ') } }

    /** All of them, as partition [partition] names them, in alphabetical order. */
    fun all(partition: String): List<ManagedPolicy> = lines.values.map { policy(it, partition) }

    /** The one at [arn]; null where AWS has none. */
    fun at(arn: String): ManagedPolicy? {
        val line = lines[arn.substringAfter(ACCOUNT)] ?: return null
        return policy(line, arn.split(':')[1])
    }

    /** Whether what [policy] allows is known. */
    fun isKnown(policy: ManagedPolicy): Boolean = policy.name in documents

    private fun policy(
        line: String,
        partition: String,
    ): ManagedPolicy {
        val (place, id, version, created, updated) = line.split(' ')
        val name = place.substringAfterLast('/')
        val path = "/" + place.removeSuffix(name)
        val updatedAt = Instant.parse(updated)
        return ManagedPolicy(
            id = id,
            name = name,
            path = path,
            arn = "arn:$partition:iam::aws:policy$path$name",
            createdAt = Instant.parse(created),
            updatedAt = updatedAt,
            description = null,
            versions = listOf(PolicyVersion(version, documents[name] ?: UNKNOWN, updatedAt)),
            defaultVersion = version,
            next = version.drop(1).toInt() + 1,
        )
    }
}
