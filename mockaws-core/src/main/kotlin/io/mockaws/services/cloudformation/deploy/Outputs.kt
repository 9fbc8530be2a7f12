package io.mockaws.services.cloudformation.deploy

import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.StackOutput
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonObject

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html */
internal object Outputs {
    /** The outputs of a stack whose resources are there. */
    fun of(
        plan: StackPlan,
        ledger: Ledger,
    ): List<StackOutput> =
        plan.target.template.section("Outputs").mapNotNull { (key, json) ->
            val output = json as JsonObject
            val path = "/Outputs/$key"
            if (!plan.evaluator.isWanted(output, path)) return@mapNotNull null
            val value = plan.evaluator.present(output.getValue("Value"), "$path/Value")
            val export = (output["Export"] as? JsonObject)?.get("Name")?.let {
                plan.evaluator.text(it, "$path/Export/Name")
            }
            export?.let { checkExport(it, ledger) }
            val text =
                value.scalar
                    ?: (value as? kotlinx.serialization.json.JsonArray)?.joinToString(",") { it.scalar.orEmpty() }
                    ?: value.toString()
            StackOutput(key, text, output.textAt("Description"), export)
        }

    private fun checkExport(
        name: String,
        ledger: Ledger,
    ) {
        val others = ledger.call.state.now[STACKS].values.filter { it.id != ledger.stackId && !it.isGone }
        val other = others.firstOrNull { stack -> stack.outputs.any { it.export == name } } ?: return
        throw TemplateFaults.invalid("Export with name $name is already exported by stack ${other.name}")
    }
}
