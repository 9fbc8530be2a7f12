package io.mockaws.services.dynamodb.backup

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.DynamoDbFaults
import kotlin.time.Instant

/** What operations on backups refuse, in the words of AWS in October 2026 ("ack-api-quirks", DDB-TABLE-442). */
internal object BackupFaults {
    fun notFound(arn: String): AwsFault = AwsFault("BackupNotFoundException", "Backup not found: $arn")

    fun invalidArn(): AwsFault = DynamoDbFaults.validation("Invalid Backup ARN")

    fun arnOfSomethingElse(): AwsFault = invalidRequest("BackupArn is not valid")

    fun accessDenied(): AwsFault = DynamoDbFaults.accessDenied("Access is denied")

    fun tableExists(name: String): AwsFault = AwsFault("TableAlreadyExistsException", "Table already exists: $name")

    fun noRecovery(table: String): AwsFault =
        AwsFault(
            "PointInTimeRecoveryUnavailableException",
            "Point in time recovery is not enabled for table '$table'",
        )

    fun outsideOfRecovery(
        time: Instant,
        earliest: Instant,
        latest: Instant,
    ): AwsFault {
        val (asked, from, to) = listOf(time, earliest, latest).map { Instant.fromEpochSeconds(it.epochSeconds) }
        return AwsFault(
            "InvalidRestoreTimeException",
            "RestoreDateTime '$asked' must be within EarliestRestorableDateTime '$from' and LatestRestorableDateTime '$to'",
        )
    }

    fun anothersTable(): AwsFault =
        DynamoDbFaults.validation("This action is only supported by accounts that match the resource owner’s account.")

    fun systemBackup(
        arn: String,
        expiresAt: Instant,
    ): AwsFault =
        invalidRequest(
            "User is not allowed to delete the system backup with arn $arn. It will automatically expire on $expiresAt",
        )

    fun invalidRequest(what: String): AwsFault = DynamoDbFaults.validation("Invalid Request: $what")
}
