package io.mockaws.services.iam.state

import io.mockaws.kit.Table
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.services.iam.account.AccessReport
import io.mockaws.services.iam.account.Account
import io.mockaws.services.iam.account.DeletionTask
import io.mockaws.services.iam.account.OidcProvider
import io.mockaws.services.iam.account.SamlProvider
import io.mockaws.services.iam.credential.MfaDevice
import io.mockaws.services.iam.credential.ServerCertificate
import io.mockaws.services.iam.credential.ServiceCredential
import io.mockaws.services.iam.credential.SigningCertificate
import io.mockaws.services.iam.credential.SshKey
import io.mockaws.services.iam.credential.UserCredential

internal val SSH_KEYS: Table<SshKey> = Table("sshKey", SshKey.serializer())
internal val SIGNING_CERTIFICATES: Table<SigningCertificate> =
    Table("signingCertificate", SigningCertificate.serializer())
internal val SERVICE_CREDENTIALS: Table<ServiceCredential> = Table("serviceCredential", ServiceCredential.serializer())

/** By serial number. */
internal val MFA_DEVICES: Table<MfaDevice> = Table("mfaDevice", MfaDevice.serializer())

/** By name. */
internal val SERVER_CERTIFICATES: Table<ServerCertificate> = Table("serverCertificate", ServerCertificate.serializer())

/** By ARN. */
internal val OIDC_PROVIDERS: Table<OidcProvider> = Table("oidcProvider", OidcProvider.serializer())
internal val SAML_PROVIDERS: Table<SamlProvider> = Table("samlProvider", SamlProvider.serializer())

internal val ACCESS_REPORTS: Table<AccessReport> = Table("accessReport", AccessReport.serializer())
internal val DELETION_TASKS: Table<DeletionTask> = Table("deletionTask", DeletionTask.serializer())
internal val ACCOUNT: Table<Account> = Table("account", Account.serializer())

/** What the account has once. */
internal val Tables.account: Account get() = this[ACCOUNT][THE_ONE] ?: Account()

internal fun TableWriter.put(account: Account) {
    this[ACCOUNT, THE_ONE] = account
}

/** What [owner] has in [table], the oldest first. */
internal fun <T : UserCredential> Tables.of(
    owner: String,
    table: Table<T>,
): List<T> = this[table].values.filter { it.owner == owner }.sortedWith(compareBy({ it.createdAt }, { it.id }))

/** The devices of [owner]. */
internal fun Tables.devicesOf(owner: String): List<MfaDevice> =
    this[MFA_DEVICES].values.filter { it.owner == owner }.sortedBy { it.serial }

private const val THE_ONE = "account"
