package io.mockaws.services.events.op

import io.mockaws.kit.Arn
import io.mockaws.kit.Tables
import io.mockaws.kit.pattern.EventPattern
import io.mockaws.services.events.bus.ARCHIVED
import io.mockaws.services.events.bus.ARCHIVES
import io.mockaws.services.events.bus.Archive
import io.mockaws.services.events.bus.ArchivedEvent
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.RULES
import io.mockaws.services.events.bus.Rule
import io.mockaws.services.events.bus.Target
import io.mockaws.services.events.bus.archiveArn
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.bus.busArn
import io.mockaws.services.events.bus.ruleKey
import io.mockaws.services.events.delivery.key
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html */
internal fun createArchive(
    request: CreateArchiveRequest,
    call: EventsCall,
): ArchiveResponse {
    val bus = call.bus(request.eventSourceArn).name
    request.eventPattern?.let(EventPattern::check)
    val archive =
        Archive(
            request.archiveName,
            bus,
            call.now(),
            request.description,
            request.eventPattern,
            request.retentionDays ?: 0,
            request.kmsKeyIdentifier,
        )
    call.state.write {
        if (archive.name in this[ARCHIVES]) throw EventsFaults.archiveExists(archive.name)
        this[ARCHIVES, archive.name] = archive
        this[RULES, ruleKey(bus, archive.ruleName)] = call.ruleOf(archive)
    }
    return ArchiveResponse(call.archiveArn(archive.name), ENABLED, archive.createdAt)
}

/** The rule by which AWS fills an archive: what it asks for, but for what replays bring. */
private fun EventsCall.ruleOf(archive: Archive): Rule {
    val noReplay = JsonArray(listOf(buildJsonObject { put("exists", false) }))
    val asked = archive.pattern?.let { Json.parseToJsonElement(it) as JsonObject }.orEmpty()
    val arn = Arn.of("events", place.copy(account = ""), "").toString() + ":"
    val target =
        buildJsonObject {
            put("Id", archive.name)
            put("Arn", arn)
            putJsonObject("InputTransformer") {
                putJsonObject("InputPathsMap") { }
                put(
                    "InputTemplate",
                    """{"archive-arn": "${archiveArn(archive.name)}", "event": <aws.events.event.json>}"""
                )
            }
        }
    return Rule(
        archive.ruleName,
        archive.bus,
        JsonObject(asked + ("replay-name" to noReplay)).toString(),
        managedBy = Archive.MANAGER,
        createdBy = account,
        targets = listOf(Target(archive.name, arn, target)),
        since = archive.createdAt,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateArchive.html */
internal fun updateArchive(
    request: UpdateArchiveRequest,
    call: EventsCall,
): ArchiveResponse {
    val changes = listOf(request.description, request.eventPattern, request.retentionDays, request.kmsKeyIdentifier)
    if (changes.all { it == null }) throw EventsFaults.nothingToUpdate()
    request.eventPattern?.let(EventPattern::check)
    val archive =
        call.state.write {
            val before = archive(request.archiveName)
            val archive =
                before.copy(
                    description = request.description ?: before.description,
                    pattern = request.eventPattern ?: before.pattern,
                    retentionDays = request.retentionDays ?: before.retentionDays,
                    kmsKeyIdentifier = request.kmsKeyIdentifier ?: before.kmsKeyIdentifier,
                )
            this[ARCHIVES, archive.name] = archive
            this[RULES, ruleKey(archive.bus, archive.ruleName)] = call.ruleOf(archive)
            archive
        }
    return ArchiveResponse(call.archiveArn(archive.name), ENABLED, archive.createdAt)
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteArchive.html */
internal fun deleteArchive(
    request: ArchiveRequest,
    call: EventsCall,
) = call.state.write {
    val archive = archive(request.archiveName)
    remove(ARCHIVES, archive.name)
    remove(RULES, ruleKey(archive.bus, archive.ruleName))
    this[ARCHIVED].values.filter { it.archive == archive.name }.forEach { remove(ARCHIVED, key(it.number)) }
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeArchive.html */
internal fun describeArchive(
    request: ArchiveRequest,
    call: EventsCall,
): DescribeArchiveResponse {
    val archive = call.state.now.archive(request.archiveName)
    val kept = call.keptIn(archive)
    return DescribeArchiveResponse(
        call.archiveArn(archive.name),
        archive.name,
        call.busArn(archive.bus),
        archive.description,
        archive.pattern,
        ENABLED,
        archive.retentionDays,
        sizeOf(kept),
        kept.size.toLong(),
        archive.createdAt,
        archive.kmsKeyIdentifier,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListArchives.html */
internal fun listArchives(
    request: ListArchivesRequest,
    call: EventsCall,
): ListArchivesResponse {
    val filters = listOfNotNull(request.namePrefix, request.eventSourceArn, request.state)
    if (filters.size > 1) throw EventsFaults.oneFilterOnly("ListArchives")
    val bus = request.eventSourceArn?.let { call.bus(it).name }
    val found =
        call.state.now[ARCHIVES].values.filter {
            it.name.startsWith(request.namePrefix.orEmpty()) && (bus == null || it.bus == bus) &&
                (request.state == null || request.state == ENABLED)
        }.sortedBy { it.name }
    val page = page(found, filters, request.limit, request.nextToken) { it.name }
    val shown =
        page.items.map {
            val kept = call.keptIn(it)
            ListArchivesResponse.ShownArchive(
                it.name,
                call.busArn(it.bus),
                ENABLED,
                it.retentionDays,
                sizeOf(kept),
                kept.size.toLong(),
                it.createdAt,
            )
        }
    return ListArchivesResponse(shown, page.nextToken)
}

/** The archive that [nameOrArn] means. */
internal fun Tables.archive(nameOrArn: String): Archive {
    val name = nameOrArn.substringAfter(":archive/")
    return this[ARCHIVES][name] ?: throw EventsFaults.noArchive(name)
}

/** What [archive] has and has not outlived, in the order in which it came. */
internal fun EventsCall.keptIn(archive: Archive): List<ArchivedEvent> {
    val now = now()
    return state.now[ARCHIVED].values
        .filter { it.archive == archive.name && archive.keeps(it.event.ingestedAt, now) }.sortedBy { it.number }
}

/** As AWS counts the sizes of events. */
private fun sizeOf(kept: List<ArchivedEvent>): Long =
    kept.sumOf { (_, _, event) ->
        val texts = listOf(event.source, event.detailType, event.detail) + event.resources
        TIME + texts.sumOf { it.encodeToByteArray().size.toLong() }
    }

private const val TIME = 14L
internal const val ENABLED: String = "ENABLED"
