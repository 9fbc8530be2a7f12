package io.mockaws.model

import java.util.concurrent.ConcurrentHashMap

/** AWS's models, as far as they are in the house: all services that the AWS SDKs know. */
internal object Models {
    private val loaded = ConcurrentHashMap<String, ServiceModel>()

    /** Every service, in alphabetical order of [ServiceFacts.name]. */
    val index: List<ServiceFacts> by lazy {
        text("index.tsv").lineSequence().drop(1).filter { it.isNotEmpty() }.map { factsOf(it.split('\t')) }.toList()
    }

    private val byName by lazy { index.associateBy { it.name } }

    /** What the index says of the service that the AWS CLI calls [name]; null where there is none. */
    fun facts(name: String): ServiceFacts? = byName[name]

    /** @throws IllegalArgumentException when there is no service [name] */
    fun service(name: String): ServiceModel {
        loaded[name]?.let { return it }
        val facts = requireNotNull(byName[name]) { "No model is called $name" }
        return loaded.computeIfAbsent(name) { ServiceModel(facts, ModelLines(text("$name.model"))) }
    }

    /** The content of one of the files; null where there is none of that name. */
    fun textOrNull(file: String): String? =
        Models::class.java.getResourceAsStream("/io/mockaws/models/$file")?.use { it.readBytes().decodeToString() }

    private fun text(file: String): String = checkNotNull(textOrNull(file)) { "io/mockaws/models/$file is missing" }

    private fun factsOf(column: List<String>): ServiceFacts =
        ServiceFacts(
            name = column[0],
            id = column[1],
            signingName = column[2],
            endpointPrefix = column[3],
            version = column[4],
            protocols = column[5].split(' '),
            targetPrefix = column[6].ifEmpty { null },
            shapeName = column[7].ifEmpty { column[6].ifEmpty { column[1] } },
            javaPackage = column[8].ifEmpty { null },
            operations = column[9].toInt(),
            isQueryCompatible = column[10].contains("queryCompatible"),
            hostPrefixes = column[11].split(' ').filter { it.isNotEmpty() },
        )
}
