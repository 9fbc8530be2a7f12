package io.mockaws.services.iam.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Tables
import io.mockaws.services.iam.account.Report
import io.mockaws.services.iam.credential.Status
import io.mockaws.services.iam.principal.AccessKey
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.SIGNING_CERTIFICATES
import io.mockaws.services.iam.state.account
import io.mockaws.services.iam.state.all
import io.mockaws.services.iam.state.devicesOf
import io.mockaws.services.iam.state.of
import io.mockaws.services.iam.state.put
import io.mockaws.services.iam.state.second
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Instant

@Serializable
internal data class GenerateCredentialReportResponse(
    val state: String,
    val description: String?,
)

/** A report is good for four hours. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
@Suppress("UNUSED_PARAMETER")
internal fun generateCredentialReport(
    request: Unit,
    call: IamCall,
): GenerateCredentialReportResponse {
    val now = call.second()
    return call.state.write {
        val report = account.report
        if (report != null && report.generatedAt + VALIDITY > now) {
            return@write GenerateCredentialReportResponse("COMPLETE", null)
        }
        put(account.copy(report = Report(now, call.content(this))))
        GenerateCredentialReportResponse("STARTED", "No report exists. Starting a new report generation task")
    }
}

@Serializable
internal data class GetCredentialReportResponse(
    val content: Blob,
    val reportFormat: String,
    val generatedTime: Instant,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html */
@Suppress("UNUSED_PARAMETER")
internal fun getCredentialReport(
    request: Unit,
    call: IamCall,
): GetCredentialReportResponse {
    val report =
        call.state.now.account.report
            ?: throw AwsFault("ReportNotPresent", "No report exists. Call GenerateCredentialReport to generate one.")
    if (report.generatedAt + VALIDITY <= call.now()) {
        throw AwsFault("ReportExpired", "The most recent credential report has expired. Generate a new one.")
    }
    return GetCredentialReportResponse(Blob(report.content.encodeToByteArray()), "text/csv", report.generatedAt)
}

private fun IamCall.content(tables: Tables): String {
    val since = listOfNotNull(tables.all(EntityKind.USER).minOfOrNull { it.createdAt }, second()).min()
    val root =
        listOf("<root_account>", caller.copy(arn = "arn:aws:iam::$account:root").arn, told(since), "not_supported") +
            listOf(NO_INFORMATION, "not_supported", "not_supported", "${tables.devicesOf(account).isNotEmpty()}") +
            keys(tables, account) + certificates(tables, account)
    val users = tables.all(EntityKind.USER).map { line(it, tables) }
    return (listOf(COLUMNS) + (listOf(root) + users).map { it.joinToString(",") }).joinToString("\n")
}

private fun IamCall.line(
    user: User,
    tables: Tables,
): List<String> {
    val login = user.loginProfile
    val maxAge = tables.account.passwordPolicy?.maxAge
    val rotation = if (login != null && maxAge != null) told(login.changedAt + maxAge.days) else NOT_APPLICABLE
    return listOf(
        user.name,
        user.arn,
        told(user.createdAt),
        "${login != null}",
        if (login != null) NO_INFORMATION else NOT_APPLICABLE,
        login?.let { told(it.changedAt) } ?: NOT_APPLICABLE,
        rotation,
        "${tables.devicesOf(user.id).isNotEmpty()}",
    ) + keys(tables, user.id) + certificates(tables, user.id)
}

private fun IamCall.keys(
    tables: Tables,
    owner: String,
): List<String> =
    slots(tables.keysOf(owner)).flatMap { key ->
        val use = key?.let { world.uses.ofKey(it.id) }
        listOf(
            "${key?.status == AccessKey.Status.Active}",
            key?.let { told(it.createdAt) } ?: NOT_APPLICABLE,
            use?.let { told(it.at) } ?: NOT_APPLICABLE,
            use?.region ?: NOT_APPLICABLE,
            use?.service ?: NOT_APPLICABLE,
        )
    }

private fun certificates(
    tables: Tables,
    owner: String,
): List<String> =
    slots(tables.of(owner, SIGNING_CERTIFICATES)).flatMap { certificate ->
        listOf(
            "${certificate?.status == Status.Active}",
            certificate?.let { told(it.createdAt) } ?: NOT_APPLICABLE,
        )
    }

/** There is room for two. */
private fun <T> slots(all: List<T>): List<T?> = listOf(all.getOrNull(0), all.getOrNull(1))

private fun told(instant: Instant): String = "$instant".removeSuffix("Z") + "+00:00"

private const val NOT_APPLICABLE = "N/A"
private const val NO_INFORMATION = "no_information"
private val VALIDITY = 4.hours
private const val COLUMNS =
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation," +
        "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date," +
        "access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated," +
        "access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active," +
        "cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
