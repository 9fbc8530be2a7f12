package io.mockaws.models

import io.mockaws.models.sdk.SdkService
import java.nio.file.Path
import java.util.zip.ZipFile

/** All services of the jar with the models of the AWS SDK for Java v1, by their names here. */
internal fun c2jModels(): Map<String, Service> {
    val services = HashMap<String, Service>()
    ZipFile(c2jJar().toFile()).use { zip ->
        for (entry in zip.entries().asSequence().filter { it.name.endsWith("-model.json") }) {
            val service = readC2j(zip.getInputStream(entry).readAllBytes().decodeToString())
            // EventBridge is there twice, once by its old name and with fewer operations.
            services.merge(nameOf(service.id), service) { one, other ->
                maxOf(one, other, compareBy { it.operations.size })
            }
        }
    }
    return services
}

private fun c2jJar(): Path {
    val model = Service::class.java.classLoader.getResource("models/sqs-2012-11-05-model.json")!!
    return Path.of(model.path.substringAfter("file:").substringBefore("!"))
}

/** Puts a service of the newer SDK beside the others, or what it has beyond them into its older model. */
internal fun addSdk(
    services: MutableMap<String, Service>,
    sdk: SdkService,
) {
    val name = nameOf(sdk.service.id)
    val base = services[name]
    if (base == null) services[name] = sdk.service else Merge(base, sdk).run()
}

/** Adds what no source tells, and what follows from what they tell. */
internal fun finish(
    name: String,
    service: Service,
) {
    service.facts.putIfAbsent("name", service.id)
    Service::class.java.getResource("patches/$name.model")?.readText()?.let { patch(service, it.lines()) }
    conclude(service)
}
