package io.mockaws.models

import io.mockaws.models.sdk.ServiceJar
import io.mockaws.models.sdk.readSdk
import java.nio.file.Files
import java.nio.file.Path
import java.util.TreeMap
import kotlin.io.path.listDirectoryEntries

/**
 * `Main TARGET SPEC`: makes all files anew in the folder TARGET. SPEC is `db.json.gz` of npm's
 * `@aws-cdk/aws-service-spec`; the other sources are on the class path.
 */
fun main(args: Array<String>) {
    val target = Path.of(args[0])
    val spec = Path.of(args[1])
    require(Files.exists(spec)) { "There is no $spec; see CONTRIBUTING.md." }
    val services = allServices()
    val resources = resources(spec, services)
    Files.createDirectories(target)
    for (pattern in listOf("*.model", "*.resources")) target.listDirectoryEntries(pattern).forEach(Files::delete)
    for ((name, service) in services) Files.writeString(target.resolve("$name.model"), write(service))
    for ((name, text) in resources) Files.writeString(target.resolve("$name.resources"), text)
    Files.writeString(target.resolve("namespaces.index"), namespaces(resources))
    Files.writeString(target.resolve("index.tsv"), index(services))
    val operations = services.values.sumOf { it.operations.size }
    println("${services.size} services, $operations operations, ${resources.size} files of resources")
}

private fun allServices(): Map<String, Service> {
    val services = TreeMap(c2jModels())
    val modules = ServiceJar.onClassPath().parallelStream().map { jar -> jar.use(::readSdk) }.toList()
    for (service in modules.flatten()) addSdk(services, service)
    for ((name, service) in services) finish(name, service)
    return services
}
