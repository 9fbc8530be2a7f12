package io.mockaws.services.cloudformation.resource

import io.mockaws.engine.CallContext
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.jsonOf
import io.mockaws.model.Models
import io.mockaws.model.StructureModel
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Makes the calls that stand for a resource, as a client would. */
internal class ResourceCalls(
    private val type: ResourceType,
    private val call: CallContext<*>,
    private val stackId: String,
) {
    private val spec get() = type.spec

    /** Makes the call that [plan] says with what is [known]; gives the members of its output. */
    fun make(
        plan: CallPlan,
        known: Known,
    ): JsonObject {
        val input = Models.service(plan.service).operation(plan.operation)!!.input
        val members = membersOf(plan, known, input)
        return jsonOf(plain(call.serviceCall(plan.service, plan.operation, members, SENDER, stackId))) as JsonObject
    }

    /** Whether what [plan] is about is still this resource's, and not another's that came after it. */
    fun isStillOwn(
        plan: CallPlan,
        known: Known,
    ): Boolean {
        val (operation, member) = plan.owner?.split('.') ?: return true
        return make(CallPlan(plan.service, operation, plan.members), known)[member]?.scalar == known.id
    }

    private fun membersOf(
        plan: CallPlan,
        known: Known,
        input: StructureModel,
    ): JsonObject {
        val tree = LinkedHashMap<String, Any>()
        val used = plan.members.mapNotNullTo(HashSet()) { (_, value) -> value.property }
        val left =
            known.properties.filterKeys {
                it !in used && it !in plan.except && it !in type.taken && it != spec.tags &&
                    (!plan.takesChanged || it in known.changed)
            }
        for ((path, value) in plan.members) {
            if (input.member(path.substringBefore('.')) == null) continue
            if (plan.takesChanged &&
                value.property.let {
                    it != null && it in spec.properties && it !in known.changed &&
                        it !in spec.identifier
                }
            ) {
                continue
            }
            value.value(known.withRest(JsonObject(left)))?.let { put(tree, path.split('.'), it) }
        }
        if (plan.takesRest) {
            for ((name, value) in left) type.memberFor(name, input)?.let { tree.putIfAbsent(it.name, value) }
            if (!plan.takesChanged || spec.tags in known.changed) tagsInto(tree, input, known)
        }
        input.members.filter { it.isIdempotencyToken }.forEach { tree.putIfAbsent(it.name, call.ids.uuid()) }
        input.members.filter {
            it.isRequired && it.name.lowercase() in ACCOUNT
        }.forEach { tree.putIfAbsent(it.name, call.account) }
        val given = json(tree) as JsonObject
        return Fitting(type.aliases).to(input, given) as JsonObject
    }

    /** Tags have several names, and in EC2 a structure of their own. */
    private fun tagsInto(
        tree: MutableMap<String, Any>,
        input: StructureModel,
        known: Known,
    ) {
        val tags = spec.tags?.let { known.properties[it] } ?: return
        if (TAG_MEMBERS.any { it in tree }) return
        val member = tagMember(input) ?: return
        tree[member] =
            if (member != "TagSpecifications") {
                tags
            } else {
                JsonArray(listOf(JsonObject(mapOf("ResourceType" to JsonPrimitive(kebab(spec.noun)), "Tags" to tags))))
            }
    }

    private fun kebab(noun: String) =
        noun.replace(Regex("([A-Z]+)([A-Z][a-z])"), "$1-$2").replace(Regex("([a-z0-9])([A-Z])"), "$1-$2").lowercase()

    @Suppress("UNCHECKED_CAST")
    private fun put(
        tree: MutableMap<String, Any>,
        path: List<String>,
        value: JsonElement,
    ) {
        if (path.size == 1) {
            val before = tree[path[0]]
            tree[path[0]] =
                if (before is Map<*, *> && value is JsonObject) (before as Map<String, Any>) + value else value
            return
        }
        val inner = tree[path[0]].let {
            if (it is Map<*, *>) LinkedHashMap(it as Map<String, Any>) else LinkedHashMap()
        }
        tree[path[0]] = inner
        put(inner, path.drop(1), value)
    }

    private fun json(tree: Any): JsonElement =
        when (tree) {
            is JsonElement -> tree
            is Map<*, *> -> JsonObject(tree.entries.associate { (name, value) -> name.toString() to json(value!!) })
            else -> JsonPrimitive(tree.toString())
        }

    private fun plain(value: Any?): Any? =
        when (value) {
            is Map<*, *> -> value.mapValues { plain(it.value) }
            is List<*> -> value.map(::plain)
            is Blob -> value.bytes.decodeToString()
            else -> value
        }

    companion object {
        /** Who makes all these calls. */
        const val SENDER: String = "cloudformation.amazonaws.com"
        private val ACCOUNT = setOf("accountid", "awsaccountid")
        private val TAG_MEMBERS =
            listOf("Tags", "tags", "TagList", "tagList", "TagSet", "TagsList", "ResourceTags", "TagSpecifications")

        /** The member of [input] that takes tags; null where none does. */
        fun tagMember(input: StructureModel): String? = TAG_MEMBERS.firstOrNull { input.member(it) != null }
    }
}
