package io.mockaws.services.iam.state

import io.mockaws.kit.Arn
import io.mockaws.kit.Tables
import io.mockaws.services.iam.policy.AwsManagedPolicies
import io.mockaws.services.iam.policy.ManagedPolicy
import io.mockaws.services.iam.principal.PolicyOwner
import io.mockaws.services.iam.principal.Principal

/** Refuses what is no ARN. Words as LocalStack has recorded them of AWS (tests/aws/services/iam, test_role_attach_policy). */
internal fun checkArn(arn: String) {
    if (Arn.parse(arn) == null) throw IamFaults.invalid("Invalid ARN:  Could not be parsed!")
}

/** The managed policy at [arn], a customer's or one of AWS's own; null where there is none. */
internal fun Tables.policyOrNull(arn: String): ManagedPolicy? =
    if (ManagedPolicy.isAwsManaged(arn)) AwsManagedPolicies.at(arn) else this[POLICIES][arn]

/** @throws io.mockaws.engine.AwsFault where there is none */
internal fun Tables.policy(arn: String): ManagedPolicy {
    checkArn(arn)
    return policyOrNull(arn) ?: throw IamFaults.noSuchPolicy(arn)
}

/** The customer's policy at [arn], to be changed. */
internal fun Tables.ownPolicy(
    arn: String,
    call: IamCall,
): ManagedPolicy {
    checkArn(arn)
    if (Arn.parse(arn)?.account != call.account) throw IamFaults.outsideOfAccount()
    return this[POLICIES][arn] ?: throw IamFaults.noSuchPolicy(arn)
}

/** Everything that policies are attached to. */
internal fun Tables.owners(): List<PolicyOwner<*>> =
    this[USERS].values + this[GROUPS].values + this[ROLES].values

internal fun Tables.principals(): List<Principal<*>> = this[USERS].values + this[ROLES].values

/** How often the policy at [arn] is attached. */
internal fun Tables.attachmentsOf(arn: String): Int = owners().count { arn in it.attached }

/** How often it is a permissions boundary. */
internal fun Tables.boundariesOf(arn: String): Int = principals().count { it.boundary == arn }
