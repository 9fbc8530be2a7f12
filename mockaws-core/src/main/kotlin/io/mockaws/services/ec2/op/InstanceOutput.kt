package io.mockaws.services.ec2.op

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.need
import java.util.Base64

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html; a fixture says what an instance has written. */
internal fun getConsoleOutput(
    input: Members,
    call: Ec2Call,
): Members {
    val instance = call.state.now.need(Kind.INSTANCE, input.text("InstanceId"))
    val text = instance.text(CONSOLE).orEmpty()
    return mapOf(
        "InstanceId" to instance.id,
        "Timestamp" to call.now(),
        "Output" to Base64.getEncoder().encodeToString(text.encodeToByteArray()),
    )
}

/** What an instance has written on its console. */
internal const val CONSOLE: String = "ConsoleOutput"

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetPasswordData.html: nobody has set one, so it is empty. */
internal fun getPasswordData(
    input: Members,
    call: Ec2Call,
): Members {
    val instance = call.state.now.need(Kind.INSTANCE, input.text("InstanceId"))
    return mapOf(
        "InstanceId" to instance.id,
        "Timestamp" to call.now(),
        "PasswordData" to instance.text("PasswordData").orEmpty()
    )
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceCreditSpecifications.html */
internal fun describeCreditSpecifications(
    input: Members,
    call: Ec2Call,
): Members {
    val chosen = CREDITS.chosen(input, call.now(), call.state.now).filter { it.resource["CpuCredits"] != null }
    return page("InstanceCreditSpecifications", input, chosen, { it.resource.id }) { (it, _) ->
        mapOf("InstanceId" to it.id, "CpuCredits" to it["CpuCredits"])
    }
}

private val CREDITS =
    Describe("DescribeInstanceCreditSpecifications", Kind.INSTANCE, "InstanceIds", "InstanceCreditSpecifications")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceCreditSpecification.html */
internal fun modifyCreditSpecification(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val done = ArrayList<Members>()
        val failed = ArrayList<Members>()
        for (asked in input.parts("InstanceCreditSpecifications")) {
            val id = asked.text("InstanceId")
            val instance = find(Kind.INSTANCE, id)
            when {
                instance == null ->
                    failed +=
                        failure(id, "InvalidInstanceID.NotFound", "The instance ID '$id' does not exist")

                instance["CpuCredits"] == null -> failed += failure(
                    id,
                    "InstanceCreditSpecification.NotSupported",
                    "The instance type does not support credit specification",
                )

                else -> {
                    put(instance.with("CpuCredits" to asked.text("CpuCredits")))
                    done += members("InstanceId" to id)
                }
            }
        }
        mapOf(
            "SuccessfulInstanceCreditSpecifications" to done,
            "UnsuccessfulInstanceCreditSpecifications" to failed,
        )
    }

private fun failure(
    id: String?,
    code: String,
    words: String,
) = members("InstanceId" to id, "Error" to mapOf("Code" to code, "Message" to words))
