package io.mockaws.services.iam.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Tables
import io.mockaws.services.iam.account.PasswordPolicy
import io.mockaws.services.iam.principal.LoginProfile
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.USERS
import io.mockaws.services.iam.state.account
import io.mockaws.services.iam.state.change
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.put
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class LoginProfileRequest(
    val userName: String? = null,
    val password: String? = null,
    val passwordResetRequired: Boolean? = null,
)

@Serializable
internal data class LoginProfileResponse(
    val loginProfile: LoginProfileView,
)

@Serializable
internal data class LoginProfileView(
    val userName: String,
    val createDate: Instant,
    val passwordResetRequired: Boolean,
)

private fun User.loginView(): LoginProfileView =
    loginProfile?.let { LoginProfileView(name, it.createdAt, it.isResetRequired) }
        ?: throw IamFaults.noSuch("Login Profile for User $name cannot be found.")

/** Refuses what the account's policy does not allow. */
private fun Tables.checkPassword(
    password: String,
    before: List<String>,
) {
    val policy = account.passwordPolicy
    val violation =
        if (policy == null) PasswordPolicy.usualViolation(password) else policy.violation(password)
    if (violation != null) throw AwsFault("PasswordPolicyViolation", violation)
    if (password in before.take(policy?.reusePrevention ?: 0)) {
        throw AwsFault("PasswordPolicyViolation", "Password has been used before")
    }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html */
internal fun createLoginProfile(
    request: LoginProfileRequest,
    call: IamCall,
): LoginProfileResponse {
    val now = call.second()
    val password = request.password ?: throw IamFaults.invalid("Password must be specified")
    val changed =
        call.change(EntityKind.USER, call.userOrCaller(request.userName).name) { user ->
            if (user.loginProfile != null) {
                throw IamFaults.exists("Login Profile for user ${user.name} already exists.")
            }
            checkPassword(password, emptyList())
            user.copy(loginProfile = LoginProfile(password, now, now, request.passwordResetRequired == true))
        }
    return LoginProfileResponse(changed.loginView())
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html */
internal fun getLoginProfile(
    request: UserNameRequest,
    call: IamCall,
): LoginProfileResponse = LoginProfileResponse(call.userOrCaller(request.userName).loginView())

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html */
internal fun updateLoginProfile(
    request: LoginProfileRequest,
    call: IamCall,
) {
    val now = call.second()
    call.change(EntityKind.USER, request.userName!!) { user ->
        user.loginView()
        val profile = user.loginProfile!!
        val changed = if (request.password == null) profile else changed(profile, request.password, now)
        user.copy(
            loginProfile = changed.copy(isResetRequired = request.passwordResetRequired ?: profile.isResetRequired)
        )
    }
}

private fun Tables.changed(
    profile: LoginProfile,
    password: String,
    now: Instant,
): LoginProfile {
    val before = listOf(profile.password) + profile.before
    checkPassword(password, before)
    return profile.copy(password = password, changedAt = now, before = before.take(REMEMBERED))
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html */
internal fun deleteLoginProfile(
    request: UserNameRequest,
    call: IamCall,
) {
    call.change(EntityKind.USER, call.userOrCaller(request.userName).name) { user ->
        user.loginView()
        user.copy(loginProfile = null)
    }
}

@Serializable
internal data class ChangePasswordRequest(
    val oldPassword: String,
    val newPassword: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html */
internal fun changePassword(
    request: ChangePasswordRequest,
    call: IamCall,
) {
    val now = call.second()
    call.state.write {
        val user =
            this[USERS][call.caller.userId]
                ?: throw AwsFault("InvalidUserType", "Only IAM Users can change their own password")
        user.loginView()
        val profile = user.loginProfile!!
        if (profile.password != request.oldPassword) {
            throw AwsFault("AccessDenied", "The old password was incorrect.", FORBIDDEN)
        }
        put(
            EntityKind.USER,
            user.copy(loginProfile = changed(profile, request.newPassword, now).copy(isResetRequired = false))
        )
    }
}

@Serializable
internal data class UpdateAccountPasswordPolicyRequest(
    val minimumPasswordLength: Int? = null,
    val requireSymbols: Boolean? = null,
    val requireNumbers: Boolean? = null,
    val requireUppercaseCharacters: Boolean? = null,
    val requireLowercaseCharacters: Boolean? = null,
    val allowUsersToChangePassword: Boolean? = null,
    val maxPasswordAge: Int? = null,
    val passwordReusePrevention: Int? = null,
    val hardExpiry: Boolean? = null,
)

/** What is not told goes back to its default. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
internal fun updateAccountPasswordPolicy(
    request: UpdateAccountPasswordPolicyRequest,
    call: IamCall,
) {
    val policy =
        PasswordPolicy(
            request.minimumPasswordLength ?: PasswordPolicy().minimumLength,
            request.requireSymbols == true,
            request.requireNumbers == true,
            request.requireUppercaseCharacters == true,
            request.requireLowercaseCharacters == true,
            request.allowUsersToChangePassword == true,
            request.maxPasswordAge,
            request.passwordReusePrevention,
            request.hardExpiry,
        )
    call.state.write { put(account.copy(passwordPolicy = policy)) }
}

@Serializable
internal data class GetAccountPasswordPolicyResponse(
    val passwordPolicy: PasswordPolicyView,
)

@Serializable
internal data class PasswordPolicyView(
    val minimumPasswordLength: Int,
    val requireSymbols: Boolean,
    val requireNumbers: Boolean,
    val requireUppercaseCharacters: Boolean,
    val requireLowercaseCharacters: Boolean,
    val allowUsersToChangePassword: Boolean,
    val expirePasswords: Boolean,
    val maxPasswordAge: Int?,
    val passwordReusePrevention: Int?,
    val hardExpiry: Boolean?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html */
@Suppress("UNUSED_PARAMETER")
internal fun getAccountPasswordPolicy(
    request: Unit,
    call: IamCall,
): GetAccountPasswordPolicyResponse {
    val policy =
        call.state.now.account.passwordPolicy
            ?: throw IamFaults.noSuch("The Password Policy with domain name ${call.account} cannot be found.")
    return GetAccountPasswordPolicyResponse(
        PasswordPolicyView(
            policy.minimumLength,
            policy.requiresSymbols,
            policy.requiresNumbers,
            policy.requiresUppercase,
            policy.requiresLowercase,
            policy.usersMayChange,
            expirePasswords = policy.maxAge != null,
            policy.maxAge,
            policy.reusePrevention,
            policy.hardExpiry,
        )
    )
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountPasswordPolicy.html */
@Suppress("UNUSED_PARAMETER")
internal fun deleteAccountPasswordPolicy(
    request: Unit,
    call: IamCall,
) {
    call.state.write {
        if (account.passwordPolicy == null) {
            throw IamFaults.noSuch("The account policy with name PasswordPolicy cannot be found.")
        }
        put(account.copy(passwordPolicy = null))
    }
}

/** As many as a policy can forbid. */
private const val REMEMBERED = 24
private const val FORBIDDEN = 403
