package io.mockaws.models

import io.mockaws.models.sdk.SdkService
import io.mockaws.models.sdk.isSame

/**
 * Adds to [base], a service of the older models, what the newer SDK has beyond it. Both call members alike and may
 * call shapes otherwise, so shapes are matched by where they stand: first everything that both have, then what is new.
 */
internal class Merge(
    private val base: Service,
    private val newer: SdkService,
) {
    private val sdk = newer.service

    /** The names here of the SDK's structures and enums. */
    private val names = HashMap<String, String>()
    private val pairs = LinkedHashSet<Pair<String, String>>()
    private val completed = HashSet<Pair<String, String>>()

    fun run() {
        facts()
        errors()
        val common = sdk.operations.values.filter { it.name in base.operations }
        for (operation in common) match(operation, base.operations.getValue(operation.name))
        completePairs()
        for (operation in common) complete(operation, base.operations.getValue(operation.name))
        val new = sdk.operations.values.filter { it.name !in base.operations }
        for (operation in new) base.operations[operation.name] = adopt(operation)
        for (name in newer.codes.keys) if (name in sdk.shapes) adopt(name)
        // What was adopted by name may have been there before.
        completePairs()
    }

    /** Completing a structure may find more pairs. */
    private fun completePairs() {
        while (pairs.size > completed.size) {
            for (pair in pairs.filter(completed::add)) complete(sdk.structure(pair.first), base.structure(pair.second))
        }
    }

    private fun facts() {
        val protocols = base.protocols + sdk.protocols
        base.facts["protocols"] = protocols.distinct().joinToString(" ")
        for (key in listOf("shape", "target", "ns", "version")) {
            if (key !in base.facts) sdk.facts[key]?.let { base.facts[key] = it }
        }
        val packages = listOfNotNull(base.facts["package"], sdk.facts["package"])
        base.facts["package"] = (if (sdk.id == base.id) packages.reversed() else packages).joinToString(" ")
        if ("queryCompatible" in sdk.facts) base.facts["queryCompatible"] = null
    }

    /** Exceptions are called by their classes in the SDK, and matched by their codes. */
    private fun errors() {
        val byCode = HashMap<String, String>()
        val errors = base.shapes.values.filterIsInstance<Structure>().filter { "error" in it.facts }
        for (error in errors) error.facts["code"]?.let { byCode.putIfAbsent(it, error.name) }
        for (error in errors) byCode[error.name] = error.name
        for ((type, code) in newer.codes) if (type in sdk.shapes) byCode[code]?.let { pair(type, it) }
    }

    private fun match(
        theirs: Operation,
        ours: Operation,
    ) {
        theirs.input?.let { input -> ours.input?.let { pair(input, it) } }
        theirs.output?.let { output -> ours.output?.let { pair(output, it) } }
    }

    /** [theirs] and [ours] stand at the same place. */
    private fun pair(
        theirs: String,
        ours: String,
    ) {
        val one = sdk.shapes[theirs]
        val other = base.shapes[ours]
        when {
            one is Structure && other is Structure -> {
                names.putIfAbsent(theirs, ours)
                if (pairs.add(theirs to ours)) {
                    for (member in one.members.values) other.like(member)?.let { pair(member.target, it.target) }
                }
            }

            one is ListShape && other is ListShape -> pair(one.target, other.target)

            one is MapShape && other is MapShape -> {
                pair(one.key, other.key)
                pair(one.value, other.value)
            }

            isEnum(one) && isEnum(other) -> names.putIfAbsent(theirs, ours)
        }
    }

    /** The same member; the SDK calls a few otherwise, in the same place. */
    private fun Structure.like(member: Member): Member? =
        members[member.name] ?: members.values.firstOrNull { it.place == member.place }

    private fun complete(
        theirs: Structure,
        ours: Structure,
    ) {
        if ("union" in theirs.facts) ours.facts["union"] = null
        val hasPayload = ours.members.values.any { "p" in it.traits }
        for (member in theirs.members.values) {
            val there = ours.like(member)
            when {
                there != null -> complete(member, there)
                "error" in ours.facts && member.name == "message" -> {}
                hasPayload && "p" in member.traits -> {}
                else -> ours.members[member.name] = Member(member.name, adopt(member.target), member.traits)
            }
        }
    }

    private fun complete(
        theirs: Member,
        ours: Member,
    ) {
        if ("!" in theirs.traits) ours.traits["!"] = null
        if ("i" in theirs.traits) ours.traits["i"] = null
        ours.target = newerTarget(theirs.target, ours.target)
    }

    /** [ours], with the values that [theirs] adds to an enum, or what a string has become that is an enum now. */
    private fun newerTarget(
        theirs: String,
        ours: String,
    ): String {
        val one = sdk.shapes[theirs]
        val other = base.shapes[ours]
        when {
            one is ListShape && other is ListShape -> other.target = newerTarget(one.target, other.target)

            one is MapShape && other is MapShape -> {
                other.key = newerTarget(one.key, other.key)
                other.value = newerTarget(one.value, other.value)
            }

            one is Scalar && isEnum(one) && isString(ours) ->
                if (other is Scalar && isEnum(other)) other.values += one.values else return adopt(theirs)
        }
        return ours
    }

    private fun isEnum(shape: Shape?) = shape is Scalar && shape.values.isNotEmpty()

    private fun isString(name: String) = name == "string" || (base.shapes[name] as? Scalar)?.kind == "string"

    private fun complete(
        theirs: Operation,
        ours: Operation,
    ) {
        theirs.errors.mapTo(ours.errors) { adopt(it) }
        ours.pages = ours.pages ?: theirs.pages
        ours.hostPrefix = ours.hostPrefix ?: theirs.hostPrefix
        ours.flags += theirs.flags
        ours.input = ours.input ?: adoptIfAny(theirs.input)
        ours.output = ours.output ?: adoptIfAny(theirs.output)
    }

    /** The SDK has a class for every request and response, also where a model has nothing. */
    private fun adoptIfAny(name: String?): String? =
        name?.takeIf { sdk.structure(it).members.isNotEmpty() }?.let(::adopt)

    private fun adopt(operation: Operation): Operation =
        Operation(
            operation.name,
            operation.method,
            operation.uri,
            operation.status,
            operation.input?.let(::adopt),
            operation.output?.let(::adopt),
            operation.errors.mapTo(LinkedHashSet(), ::adopt),
            operation.pages,
            operation.hostPrefix,
            operation.header,
            operation.root,
            operation.flags,
        )

    /** The name here of a shape of the SDK's, which is taken over if nothing here is like it. */
    private fun adopt(name: String): String {
        if (name in KINDS) return name
        names[name]?.let { return it }
        val there = base.shapes[name]
        return when (val shape = sdk.shapes.getValue(name)) {
            is Structure ->
                if (there is Structure) {
                    pair(name, name)
                    name
                } else {
                    adopt(shape)
                }

            is ListShape -> unique(ListShape(name, adopt(shape.target), shape.traits))

            is MapShape -> unique(MapShape(name, adopt(shape.key), adopt(shape.value), shape.traits))

            is Scalar ->
                if (there is Scalar && isEnum(there)) {
                    there.values += shape.values
                    name
                } else {
                    unique(shape)
                }
        }.also { if (shape(name) !is ListShape && shape(name) !is MapShape) names[name] = it }
    }

    private fun shape(name: String) = sdk.shapes.getValue(name)

    private fun adopt(structure: Structure): String {
        val name = free(structure.name) { false }
        val adopted = Structure(name, facts = structure.facts)
        base.shapes[name] = adopted
        names[structure.name] = name
        for (member in structure.members.values) {
            adopted.members[member.name] =
                Member(member.name, adopt(member.target), member.traits)
        }
        return name
    }

    private fun unique(shape: Shape): String {
        val name = free(shape.name) { isSame(it, shape) }
        base.shapes[name] = shape.named(name)
        return name
    }

    /** [name], with a number if another shape than those that [fits] allows is called so. */
    private fun free(
        name: String,
        fits: (Shape) -> Boolean,
    ): String {
        val names = generateSequence(2) { it + 1 }.map { name + it }
        return (sequenceOf(name) + names).first { it !in base.shapes || fits(base.shapes.getValue(it)) }
    }
}
