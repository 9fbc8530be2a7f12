package io.mockaws.services.autoscaling.group

import io.mockaws.kit.CronExpression
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.text
import java.time.LocalDateTime
import java.time.ZoneId
import kotlin.time.Instant
import kotlin.time.toJavaInstant
import kotlin.time.toKotlinInstant

/** When an action of these [members] is done next, behind [after]; null for never again. */
internal fun nextOf(
    members: Members,
    after: Instant,
): Instant? {
    val start = members["StartTime"] as? Instant ?: members["Time"] as? Instant
    val recurrence = members.text("Recurrence") ?: return start?.takeIf { it > after }
    if (start != null && start > after) return start
    val zone = ZoneId.of(members.text("TimeZone") ?: "UTC")
    val local = LocalDateTime.ofInstant(after.toJavaInstant(), zone)
    val next = crons(recurrence)?.mapNotNull { it.next(local) }?.minOrNull() ?: return null
    val end = members["EndTime"] as? Instant
    return next.atZone(zone).toInstant().toKotlinInstant().takeIf { end == null || it <= end }
}

/** `30 0 1 1,6,12 *` of crontab as AWS's expressions: two where both days are said, which then are either; null for what is none. */
internal fun crons(text: String): List<CronExpression>? {
    val fields = text.trim().split(Regex("\\s+"))
    if (fields.size != FIELDS) return null
    val (minute, hour, day, month, weekday) = fields
    // Days of the week begin with 0 there, and with 1 at AWS.
    val shifted = Regex("\\d+").replace(weekday.substringBefore('/')) { "${it.value.toInt() % DAYS + 1}" }
    val forms =
        when {
            weekday == "*" -> listOf("$day $month ?")
            day == "*" -> listOf("? $month $shifted")
            else -> listOf("$day $month ?", "? $month $shifted")
        }
    return forms.map { CronExpression.parse("$minute $hour $it *") ?: return null }
}

private const val FIELDS = 5
private const val DAYS = 7
