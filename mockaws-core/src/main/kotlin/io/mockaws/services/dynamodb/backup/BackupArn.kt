package io.mockaws.services.dynamodb.backup

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbState

/** The ARN of a backup, as a request gives it. */
internal class BackupArn private constructor(
    val text: String,
    val region: String,
    private val account: String,
    private val resource: String,
) {
    /** What stands behind the name of the table; backups of one place rise by it. */
    val id: String get() = resource.substringAfterLast('/')

    /** The ARN of the same name in [place], where AWS looks whatever region the request names. */
    fun at(place: Place): String = Arn.of("dynamodb", Place(account, place.region), resource).toString()

    companion object {
        private val Form = Regex("arn:([^:]*):([^:]*):([^:]*):([^:]*):(table/[^/]+/backup/[^/]+)")

        /** @throws io.mockaws.engine.AwsFault when [text] is none, or another account's */
        fun of(
            text: String?,
            call: CallContext<DynamoDbState>,
        ): BackupArn {
            Constraints().apply { required("backupArn", text) }.check()
            val (partition, service, region, account, resource) =
                Form.matchEntire(text!!)?.destructured ?: throw BackupFaults.invalidArn()
            if (!partition.startsWith("aws") || service != "dynamodb") throw BackupFaults.arnOfSomethingElse()
            if (account != call.account) throw BackupFaults.accessDenied()
            return BackupArn(text, region, account, resource)
        }
    }
}

/** @throws io.mockaws.engine.AwsFault when there is no such backup */
internal fun Map<String, Backup>.existing(
    arn: BackupArn,
    place: Place,
): Backup = this[arn.at(place)] ?: throw BackupFaults.notFound(arn.text)
