/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: everything begins at the table in cmd/table.c. */
#include "cmd/cmd.h"

int main(int argc, char **argv)
{
	return cmd_run(argc, argv);
}
