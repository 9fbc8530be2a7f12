package io.mockaws.models

/**
 * What neither source tells: lines of a `.model` file, each with the fields to set. A structure's line sets facts and
 * whole members, takes out those with a minus, and makes the structure if there is none; a text's line sets its length, its
 * pattern and its values, and makes it likewise.
 */
internal fun patch(
    service: Service,
    lines: List<String>,
) {
    for (line in lines.filter { it.isNotEmpty() && !it.startsWith("#") }) {
        val fields = line.split('\t')
        val name = fields[0].drop(1)
        when (line[0]) {
            '%' -> fields.drop(1).forEach { service.facts[it.substringBefore('=')] = value(it) }
            '@' -> patch(service.operations[name] ?: error("${service.id}: no operation $name"), fields.drop(1))
            '<' -> fields.drop(1).forEach { (service.shapes[name] as MapShape).traits[it.substringBefore('=')] = value(it) }
            '"' -> patch(service.shapes.getOrPut(name) { Scalar(name, "string") } as Scalar, fields.drop(1))
            '{' -> patch(service.shapes.getOrPut(name) { Structure(name) } as Structure, fields.drop(1))
            else -> error("${service.id}: $line")
        }
    }
}

private fun patch(
    operation: Operation,
    fields: List<String>,
) {
    for (field in fields) {
        when (field.substringBefore('=')) {
            "f" -> value(field)!!.forEach { operation.flags += it }
            "h" -> route(operation, value(field)!!)
            "n" -> operation.hostPrefix = value(field)
            "p" -> operation.pages = value(field)
            "r" -> operation.header = value(field)
            "x" -> operation.root = value(field)
            else -> error("${operation.name}: $field")
        }
    }
}

/** `URI STATUS`; the status stays as it is where there is none. */
private fun route(
    operation: Operation,
    text: String,
) {
    operation.uri = text.substringBefore(' ')
    if (' ' in text) operation.status = text.substringAfter(' ').toInt()
}

private fun patch(
    structure: Structure,
    fields: List<String>,
) {
    for (field in fields) {
        if (field.startsWith(":")) {
            field.drop(1).split(',').forEach { structure.facts[it.substringBefore('=')] = value(it) }
        } else if (field.startsWith("-:")) {
            check(field.drop(2) in structure.facts) { "${structure.name}: $field" }
            structure.facts.remove(field.drop(2))
        } else if (field.startsWith("-")) {
            structure.members.remove(field.drop(1)) ?: error("${structure.name}: $field")
        } else {
            val words = field.split(' ')
            val traits = words.drop(2).associateTo(LinkedHashMap()) { it.substringBefore('=') to value(it) }
            structure.members[words[0]] = Member(words[0], words[1], traits)
        }
    }
}

private fun patch(
    scalar: Scalar,
    fields: List<String>,
) {
    for (field in fields) {
        if (field.startsWith("E=")) {
            scalar.values.clear()
            scalar.values += value(field)!!.split('|')
        } else {
            scalar.traits[field.substringBefore('=')] = value(field)
        }
    }
}

private fun value(field: String): String? = if ('=' in field) field.substringAfter('=') else null

/** What follows from what the sources say. */
internal fun conclude(service: Service) {
    // A service that has moved from Query to another protocol, and says so, still answers Query.
    if ("queryCompatible" in service.facts) {
        service.facts["protocols"] = (service.protocols + "awsQuery").distinct().joinToString(" ")
    }
    for (operation in service.operations.values) {
        val input = operation.input?.let(service::structure) ?: continue
        for (member in input.members.values) {
            // No URI without its labels, and no host.
            if ("u" in member.traits) member.traits["!"] = null
            if (operation.hostPrefix?.contains("{${member.name}}") == true) member.traits["L"] = null
        }
        // The SDK takes buckets out of the path and may put them into the host; a model has them in the path.
        val bucket = input.members["Bucket"]
        if (service.id == "S3" && bucket != null && "u" in bucket.traits && "{Bucket}" !in operation.uri) {
            operation.uri = "/{Bucket}" + operation.uri
        }
    }
}
