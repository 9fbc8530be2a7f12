package io.mockaws.services.cloudformation.sam

import kotlinx.serialization.json.Json

/** The facts that the transform works by, which lie beside it as resources. */
internal object SamData {
    private const val FOLDER = "/io/mockaws/services/cloudformation/sam/"
    private const val MANAGED_POLICIES = "/io/mockaws/iam/aws-managed-policies.txt"

    /** The templates of policies, by name. */
    val policyTemplates: Fields by lazy { json("policy-templates.json") }

    /** What a connector may connect, and what it then makes. */
    val connectors: Fields by lazy { json("connectors.json") }

    /** Where AWS's own managed policies are, by name: `service-role/AWSLambdaRole`. */
    val managedPolicies: Map<String, String> by lazy {
        linesAt(MANAGED_POLICIES).map { it.substringBefore(' ') }.associateBy { it.substringAfterLast('/') }
    }

    fun lines(name: String): List<String> = linesAt(FOLDER + name)

    private fun linesAt(path: String): List<String> = text(path).lines().filter {
        it.isNotBlank() && !it.startsWith("#")
    }

    private fun json(name: String): Fields = Json.parseToJsonElement(text(FOLDER + name)).toTree() as Fields

    private fun text(path: String): String = checkNotNull(SamData::class.java.getResource(path)) { path }.readText()
}
