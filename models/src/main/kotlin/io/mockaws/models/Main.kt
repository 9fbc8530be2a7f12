package io.mockaws.models

import java.nio.file.Files
import java.nio.file.Path
import java.util.TreeMap
import java.util.zip.ZipFile

/** `Main TARGET`: makes all files anew below the folder [args] names. */
fun main(args: Array<String>) {
    val target = Path.of(args[0])
    val services = c2jServices()
    Files.createDirectories(target)
    Files.list(target).use { old -> old.filter { it.toString().endsWith(".model") }.forEach(Files::delete) }
    for ((name, service) in services) Files.writeString(target.resolve("$name.model"), write(service))
    Files.writeString(target.resolve("index.tsv"), index(services))
    println("${services.size} services, ${services.values.sumOf { it.operations.size }} operations")
}

/** All services of the jar with the models of the AWS SDK for Java v1, by their names here. */
internal fun c2jServices(): TreeMap<String, Service> {
    val jar = Path.of(
        Service::class.java.classLoader.getResource(
            "models/sqs-2012-11-05-model.json"
        )!!.path.substringAfter("file:").substringBefore("!")
    )
    val services = TreeMap<String, Service>()
    ZipFile(jar.toFile()).use { zip ->
        for (entry in zip.entries().asSequence().filter { it.name.endsWith("-model.json") }.sortedBy { it.name }) {
            val service = readC2j(zip.getInputStream(entry).readAllBytes().decodeToString())
            val clash = services.put(nameOf(service.id), service)
            check(clash == null) { "two services are called ${nameOf(service.id)}" }
        }
    }
    return services
}
