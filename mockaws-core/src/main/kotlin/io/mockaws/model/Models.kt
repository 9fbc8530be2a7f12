package io.mockaws.model

import java.util.concurrent.ConcurrentHashMap

/** AWS's models, as far as they are in the house: all services that the AWS SDKs know. */
internal object Models {
    private val loaded = ConcurrentHashMap<String, ServiceModel>()
    private val found = ConcurrentHashMap<String, ServiceFacts>()
    private val lines: String by lazy { text("index.tsv") }

    /** Every service, in alphabetical order of [ServiceFacts.name]. */
    val index: List<ServiceFacts> by lazy {
        lines.split('\n').drop(1).filter { it.isNotEmpty() }.map(::factsOf)
    }

    /**
     * What the index says of the service that the AWS CLI calls [name]; null where there is none. Understands no other
     * line: a mock that calls two services reads of two.
     */
    fun facts(name: String): ServiceFacts? {
        found[name]?.let { return it }
        val start = lines.indexOf("\n$name\t") + 1
        if (start == 0) return null
        val line = lines.substring(start, lines.indexOf('\n', start).let { if (it < 0) lines.length else it })
        return factsOf(line)
    }

    /** @throws IllegalArgumentException when there is no service [name] */
    fun service(name: String): ServiceModel {
        loaded[name]?.let { return it }
        val facts = requireNotNull(facts(name)) { "No model is called $name" }
        return loaded.computeIfAbsent(name) { ServiceModel(facts, ModelLines(text("$name.model"))) }
    }

    /** The content of one of the files; null where there is none of that name. */
    fun textOrNull(file: String): String? =
        Models::class.java.getResourceAsStream("/io/mockaws/models/$file")?.use { it.readBytes().decodeToString() }

    private fun text(file: String): String = checkNotNull(textOrNull(file)) { "io/mockaws/models/$file is missing" }

    /** What a line says; one object for each service. */
    private fun factsOf(
        line: String
    ): ServiceFacts = found.computeIfAbsent(line.substringBefore('\t')) { read(line.split('\t')) }

    private fun read(column: List<String>): ServiceFacts =
        ServiceFacts(
            name = column[0],
            id = column[1],
            signingName = column[2],
            endpointPrefix = column[3],
            version = column[4],
            protocols = column[5].split(' '),
            targetPrefix = column[6].ifEmpty { null },
            shapeName = column[7].ifEmpty { column[6].ifEmpty { column[1] } },
            operations = column[9].toInt(),
            isQueryCompatible = column[10].contains("queryCompatible"),
        )
}
