package io.mockaws.services.iam

import io.mockaws.services.iam.op.attach
import io.mockaws.services.iam.op.putInline
import io.mockaws.services.iam.principal.PolicyOwner
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.findOrNull
import io.mockaws.testing.MadeHere
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive

/**
 * The one that is called [name] and its policies, for fixtures.
 *
 * @param made where a fixture has just made it
 */
internal class Grants<T : PolicyOwner<T>>(
    private val kind: EntityKind<T>,
    val name: String,
    private val context: () -> IamCall,
    private val made: MadeHere? = null,
) {
    private val fresh = if (made == null) null else found()

    fun found(): T? = context().state.now.findOrNull(kind, name)

    fun get(): T = checkNotNull(found()) { "The ${kind.noun} $name does not exist (any more)" }

    /** The same for a look inside. */
    fun look(): T = get().also { if (it == fresh) made?.checkLook() }

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
