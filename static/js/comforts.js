/* Small comforts shared by every page; each page works without them. */
import { growBoxes } from "./autogrow.js";
import { watchForms } from "./forms.js";
import { watchFolds } from "./folds.js";

growBoxes();
watchForms();
watchFolds();
