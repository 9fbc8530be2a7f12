package io.mockaws.models

/** Writes a service as the text of its `.model` file. */
internal fun write(service: Service): String {
    val lines = ArrayList<String>()
    lines += (listOf("%") + service.facts.map { (key, value) -> token(key, value) }).joinToString("\t")
    service.operations.values.mapTo(lines) { line(it, service.isRest) }
    val used = service.reachable()
    service.shapes.values.filter { it.name in used && (it as? Scalar)?.isBare != true }.mapTo(lines) { line(it, service) }
    return lines.joinToString("\n", postfix = "\n")
}

private fun line(
    operation: Operation,
    isRest: Boolean,
): String =
    buildList {
        add("@" + operation.name)
        if (isRest) add("h=${operation.method} ${operation.uri}" + if (operation.status == 200) "" else " ${operation.status}")
        operation.input?.let { add("i=$it") }
        operation.output?.let { add("o=$it") }
        if (operation.errors.isNotEmpty()) add("e=" + operation.errors.joinToString(" "))
        operation.pages?.let { add("p=$it") }
        operation.hostPrefix?.let { add("n=$it") }
        operation.header?.let { add("r=$it") }
        if (operation.flags.isNotEmpty()) add("f=" + operation.flags.joinToString(""))
        operation.root?.let { add("x=$it") }
    }.joinToString("\t")

private fun line(
    shape: Shape,
    service: Service,
): String =
    when (shape) {
        is Structure -> (listOf("{" + shape.name) + facts(shape) + shape.members.values.map { line(it, service) })
        is ListShape -> listOf("[" + shape.name, service.target(shape.target)) + fields(shape.traits, "fnr")
        is MapShape ->
            listOf("<" + shape.name, service.target(shape.key), service.target(shape.value)) + fields(shape.traits, "fkver")
        is Scalar -> listOf("\"" + shape.name, shape.kind) + scalarFields(shape)
    }.joinToString("\t")

private fun facts(structure: Structure): List<String> {
    if (structure.facts.isEmpty()) return emptyList()
    val order = listOf("union", "eventstream", "event", "wrapper", "error", "status", "code", "sender", "fault", "retryable", "x")
    check(order.containsAll(structure.facts.keys)) { structure.facts.keys }
    return listOf(order.filter { it in structure.facts }.joinToString(",", prefix = ":") { token(it, structure.facts[it]) })
}

private fun line(
    member: Member,
    service: Service,
): String = (listOf(member.name, service.target(member.target)) + fields(member.traits, "!uqhHspnNQtifaxjSEPLD")).joinToString(" ")

private fun scalarFields(scalar: Scalar): List<String> =
    buildList {
        addAll(fields(scalar.traits.filterKeys { it != "/" }, "rtS"))
        if (scalar.values.isNotEmpty()) add("E=" + scalar.values.joinToString("|") { it.replace("\\", "\\\\").replace("|", "\\|") })
        scalar.traits["/"]?.let { add("/=$it") }
    }

private fun fields(
    traits: Map<String, String?>,
    order: String,
): List<String> {
    check(traits.keys.all { it in order }) { traits.keys }
    return order.map { it.toString() }.filter { it in traits }.map { token(it, traits[it]) }
}

private fun token(
    key: String,
    value: String?,
): String {
    check(value == null || value.none { it < ' ' }) { "$key=$value" }
    return if (value == null) key else "$key=$value"
}

/** The shape's name, or its kind where the shape says nothing else. */
private fun Service.target(name: String): String {
    if (name in KINDS) return name
    val shape = shapes[name] ?: error("$id: no shape $name")
    return if (shape is Scalar && shape.isBare) shape.kind else name
}

/** What operations refer to, and every error: some services answer with errors that no operation declares. */
private fun Service.reachable(): Set<String> {
    val reached = HashSet<String>()
    val open = ArrayDeque<String>()
    for (operation in operations.values) {
        operation.input?.let(open::add)
        operation.output?.let(open::add)
        open += operation.errors
    }
    shapes.values.filter { it is Structure && "error" in it.facts }.mapTo(open) { it.name }
    while (open.isNotEmpty()) {
        val name = open.removeFirst()
        if (name !in KINDS && reached.add(name)) open += (shapes[name] ?: error("$id: no shape $name")).targets
    }
    return reached
}
