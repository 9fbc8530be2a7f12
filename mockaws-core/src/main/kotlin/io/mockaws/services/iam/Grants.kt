package io.mockaws.services.iam

import io.mockaws.services.iam.op.attach
import io.mockaws.services.iam.op.putInline
import io.mockaws.services.iam.principal.PolicyOwner
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.findOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive

/** The policies of the one that is called [name], for fixtures. */
internal class Grants<T : PolicyOwner<T>>(
    private val kind: EntityKind<T>,
    private val name: String,
    private val context: () -> IamCall,
) {
    fun found(): T? = context().state.now.findOrNull(kind, name)

    fun get(): T = checkNotNull(found()) { "There is no ${kind.noun} $name (any more)" }

    fun put(
        policy: String,
        document: String,
    ) = refusing { context().putInline(kind, name, policy, document) }

    /** Embeds a policy under a name that it does not have yet. */
    fun add(
        effect: String,
        actions: List<String>,
        resources: List<String>,
    ) {
        val taken = get().inline.keys
        val free = generateSequence(1) { it + 1 }.map { "policy-$it" }.first { it !in taken }
        val document =
            """{"Version":"2012-10-17","Statement":[{"Effect":"$effect","Action":${array(actions)},""" +
                """"Resource":${array(resources.ifEmpty { listOf("*") })}}]}"""
        put(free, document)
    }

    fun attach(arn: String) = refusing { context().attach(kind, name, arn) }

    private fun array(texts: List<String>) = JsonArray(texts.map { JsonPrimitive(it) }).toString()
}
